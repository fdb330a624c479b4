import { Text } from "@medusajs/ui";

/** What stands where rows will be, and how the first one comes about. */
export function EmptyView({ heading, next }: { heading: string; next: string }) {
  return (
    <div className="flex w-full flex-col items-center gap-y-1 px-6 py-16 text-center">
      <Text size="small" leading="compact" weight="plus">
        {heading}
      </Text>
      <Text size="small" className="max-w-md text-balance text-ui-fg-subtle">
        {next}
      </Text>
    </div>
  );
}
