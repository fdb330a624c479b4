import { Hint, Label } from "@medusajs/ui";
import type { ReactNode } from "react";

interface LabelledProps {
  readonly id: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly problem: string | null;
  readonly children: ReactNode;
}

/** A control with its label, and under it what is wrong or else what to know; `<id>-hint` describes it. */
export function Labelled({ id, label, hint, problem, children }: LabelledProps) {
  return (
    <div className="flex min-w-0 flex-col gap-y-2">
      <Label htmlFor={id} size="small" weight="plus">
        {label}
      </Label>
      {children}
      {(problem ?? hint) && (
        <Hint id={`${id}-hint`} variant={problem ? "error" : "info"}>
          {problem ?? hint}
        </Hint>
      )}
    </div>
  );
}
