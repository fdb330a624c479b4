"use client";

import type { ReactNode } from "react";
import { useFormStatus } from "react-dom";

/** A form's button that cannot be pressed again while the form is on its way. */
export function SubmitButton({
  children,
  waiting,
  className = "button",
  label,
}: {
  children: ReactNode;
  waiting?: string;
  className?: string;
  label?: string;
}) {
  const { pending } = useFormStatus();
  return (
    <button type="submit" className={className} aria-label={label} aria-disabled={pending} disabled={pending}>
      {pending && waiting ? waiting : children}
    </button>
  );
}
