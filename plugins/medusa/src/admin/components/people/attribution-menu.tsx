import { EllipsisHorizontal } from "@medusajs/icons";
import { DropdownMenu, IconButton } from "@medusajs/ui";
import { useState } from "react";
import { usePeopleWords } from "../../use-people-words";
import { AssignPrompt, RemovePrompt } from "./attribution-prompts";

/** What staff can change about who referred an order. */
export function AttributionMenu({ orderId, seen }: { orderId: string; seen: string | null }) {
  const { t } = usePeopleWords();
  const [asked, ask] = useState<"assign" | "remove" | null>(null);
  const prompt = { orderId, seen, close: () => ask(null) };
  return (
    <>
      <DropdownMenu>
        <DropdownMenu.Trigger asChild>
          <IconButton size="small" variant="transparent" aria-label={t("order.menu")}>
            <EllipsisHorizontal />
          </IconButton>
        </DropdownMenu.Trigger>
        <DropdownMenu.Content align="end">
          <DropdownMenu.Item onSelect={() => ask("assign")}>
            {t(seen === null ? "order.assign" : "order.reassign")}
          </DropdownMenu.Item>
          {seen !== null && (
            <DropdownMenu.Item onSelect={() => ask("remove")}>{t("order.remove")}</DropdownMenu.Item>
          )}
        </DropdownMenu.Content>
      </DropdownMenu>
      {asked === "assign" && <AssignPrompt {...prompt} />}
      {asked === "remove" && <RemovePrompt {...prompt} />}
    </>
  );
}
