import { Copy } from "@medusajs/ui";

/** A share link as one reads it, and the whole of it to copy. */
export function CopyLink({ link }: { link: string }) {
  return (
    <div className="flex min-w-0 items-center gap-x-2">
      <span className="truncate font-mono text-ui-fg-base text-xs" title={link}>
        {link.replace(/^https?:\/\//, "")}
      </span>
      <Copy content={link} variant="mini" className="shrink-0 text-ui-fg-muted" />
    </div>
  );
}
