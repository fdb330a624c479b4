import { clx } from "@medusajs/ui";

/** A code in monospace: the dashboard's own font would show 4x4 as 4×4. */
export function CodeText({ children, muted }: { children: string; muted?: boolean }) {
  return (
    <span className={clx("whitespace-nowrap font-mono text-xs", muted && "text-ui-fg-muted line-through")}>
      {children}
    </span>
  );
}
