import { Container, Heading, Skeleton, Text } from "@medusajs/ui";
import type { ReactNode } from "react";
import { ErrorView } from "./error-view";

interface SectionProps {
  readonly heading: string;
  /** Right of the heading. */
  readonly aside?: ReactNode;
  readonly query: { readonly isPending: boolean; readonly isError: boolean; refetch(): unknown };
  readonly children: ReactNode;
}

/** A section of a detail page, with its loading and error views. */
export function Section({ heading, aside, query, children }: SectionProps) {
  return (
    <Container className="divide-y p-0">
      <div className="flex items-center justify-between gap-x-4 px-6 py-4">
        <Heading level="h2">{heading}</Heading>
        {aside}
      </div>
      {query.isPending ? <Loading /> : query.isError ? <ErrorView retry={() => query.refetch()} /> : children}
    </Container>
  );
}

function Loading() {
  return (
    <div aria-busy className="flex flex-col gap-y-4 px-6 py-4">
      {["w-3/4", "w-1/2", "w-2/3"].map((width) => (
        <Skeleton key={width} className={`h-4 ${width}`} />
      ))}
    </div>
  );
}

/** A label and what it says, as Medusa's own sections lay them out. */
export function Line({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)] items-start gap-x-4 px-6 py-4 text-ui-fg-subtle">
      <Text size="small" leading="compact" weight="plus">
        {label}
      </Text>
      <div className="txt-compact-small min-w-0">{children}</div>
    </div>
  );
}

/** A sentence on its own. */
export function Note({ children }: { children: ReactNode }) {
  return (
    <Text size="small" className="px-6 py-4 text-ui-fg-subtle">
      {children}
    </Text>
  );
}
