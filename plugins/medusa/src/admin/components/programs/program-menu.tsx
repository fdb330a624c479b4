import { EllipsisHorizontal, Pause, PencilSquare, PlaySolid, XCircle } from "@medusajs/icons";
import { DropdownMenu, IconButton, toast, usePrompt } from "@medusajs/ui";
import { type ListedJson, type ProgramState, programActs, useProgramAct } from "../../program-queries";
import { useInsightWords } from "../../use-insight-words";

/** What can be done with a program as it stands: nothing any more once it has ended. */
export function ProgramMenu({ listed, edit }: { listed: ListedJson; edit: () => void }) {
  const { t } = useInsightWords();
  const { state, program } = listed;
  const ask = usePrompt();
  const { mutateAsync } = useProgramAct(programActs.move);
  const move = async (to: Exclude<ProgramState, "draft">) => {
    const isSure = await ask({
      variant: to === "ended" ? "danger" : "confirmation",
      title: t(`program.confirm.${to}`, { id: program.id }),
      description: t(`program.confirmText.${to}`),
      confirmText: t(
        to === "live"
          ? state === "draft"
            ? "program.start"
            : "program.resume"
          : to === "paused"
            ? "program.pause"
            : "program.end",
      ),
      cancelText: t("program.cancel"),
    });
    if (!isSure) return;
    try {
      await mutateAsync({ id: program.id, state: to });
      toast.success(t("program.moved", { id: program.id, state: t(`program.${to}`) }));
    } catch {
      toast.error(t("program.notMoved", { id: program.id }));
    }
  };
  if (state === "ended") return null;
  return (
    <DropdownMenu>
      <DropdownMenu.Trigger asChild>
        <IconButton size="small" variant="transparent" aria-label={t("program.menu")}>
          <EllipsisHorizontal />
        </IconButton>
      </DropdownMenu.Trigger>
      <DropdownMenu.Content align="end">
        <DropdownMenu.Item className="gap-x-2" onSelect={edit}>
          <PencilSquare className="text-ui-fg-subtle" />
          {t("program.edit")}
        </DropdownMenu.Item>
        {state === "live" ? (
          <DropdownMenu.Item className="gap-x-2" onSelect={() => void move("paused")}>
            <Pause className="text-ui-fg-subtle" />
            {t("program.pause")}
          </DropdownMenu.Item>
        ) : (
          <DropdownMenu.Item className="gap-x-2" onSelect={() => void move("live")}>
            <PlaySolid className="text-ui-fg-subtle" />
            {t(state === "draft" ? "program.start" : "program.resume")}
          </DropdownMenu.Item>
        )}
        {state !== "draft" && (
          <>
            <DropdownMenu.Separator />
            <DropdownMenu.Item className="gap-x-2" onSelect={() => void move("ended")}>
              <XCircle className="text-ui-fg-subtle" />
              {t("program.end")}
            </DropdownMenu.Item>
          </>
        )}
      </DropdownMenu.Content>
    </DropdownMenu>
  );
}
