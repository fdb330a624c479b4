import { EllipsisHorizontal, PencilSquare, Trash } from "@medusajs/icons";
import { DropdownMenu, IconButton, toast } from "@medusajs/ui";
import { useState } from "react";
import { acts, useStaffAct } from "../../staff-queries";
import { useInsightWords } from "../../use-insight-words";
import { ActDrawer, useReasonField } from "./act-drawer";

interface AttributionMenuProps {
  readonly orderId: string;
  /** Whether somebody is thought to have referred it. */
  readonly isReferred: boolean;
}

/** What staff can say about who referred an order: another advocate, or nobody. */
export function AttributionMenu({ orderId, isReferred }: AttributionMenuProps) {
  const { t } = useInsightWords();
  const [asked, setAsked] = useState<"assign" | "remove" | null>(null);
  return (
    <>
      <DropdownMenu>
        <DropdownMenu.Trigger asChild>
          <IconButton size="small" variant="transparent" aria-label={t("assign.menu")}>
            <EllipsisHorizontal />
          </IconButton>
        </DropdownMenu.Trigger>
        <DropdownMenu.Content align="end">
          <DropdownMenu.Item className="gap-x-2" onSelect={() => setAsked("assign")}>
            <PencilSquare className="text-ui-fg-subtle" />
            {t(isReferred ? "assign.change" : "assign.assign")}
          </DropdownMenu.Item>
          {isReferred && (
            <DropdownMenu.Item className="gap-x-2" onSelect={() => setAsked("remove")}>
              <Trash className="text-ui-fg-subtle" />
              {t("assign.remove")}
            </DropdownMenu.Item>
          )}
        </DropdownMenu.Content>
      </DropdownMenu>
      {asked === "assign" && <AssignDrawer orderId={orderId} close={() => setAsked(null)} />}
      {asked === "remove" && <RemoveDrawer orderId={orderId} close={() => setAsked(null)} />}
    </>
  );
}

interface DrawerProps {
  readonly orderId: string;
  close(): void;
}

function AssignDrawer({ orderId, close }: DrawerProps) {
  const { t } = useInsightWords();
  const reasonField = useReasonField();
  const { mutateAsync } = useStaffAct(acts.assign);
  const codeField = {
    name: "code",
    label: t("assign.code"),
    hint: t("assign.codeHint"),
    needed: t("assign.codeNeeded"),
    isCode: true,
  };
  return (
    <ActDrawer
      title={t("assign.assignTitle")}
      text={t("assign.assignText")}
      fields={[codeField, reasonField]}
      confirm={t("assign.assign")}
      close={close}
      act={async ({ code = "", reason = "" }) => {
        const answer = await mutateAsync({ orderId, code, reason });
        if (answer.reason !== null) {
          const field = answer.reason.startsWith("order") ? "" : "code";
          return { field, message: t(`assign.problem.${answer.reason}`) };
        }
        toast.success(t("assign.assigned"));
        return null;
      }}
    />
  );
}

function RemoveDrawer({ orderId, close }: DrawerProps) {
  const { t } = useInsightWords();
  const reasonField = useReasonField();
  const { mutateAsync } = useStaffAct(acts.remove);
  return (
    <ActDrawer
      title={t("assign.removeTitle")}
      text={t("assign.removeText")}
      fields={[reasonField]}
      confirm={t("assign.remove")}
      isDangerous
      close={close}
      act={async ({ reason = "" }) => {
        const { removed } = await mutateAsync({ orderId, reason });
        if (removed) toast.success(t("assign.removed"));
        else toast.info(t("assign.notRemoved"));
        return null;
      }}
    />
  );
}
