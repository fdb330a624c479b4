import { toast, usePrompt } from "@medusajs/ui";
import { type AdvocateJson, useSetCodeStatus } from "./queries";
import { useWords } from "./use-words";

/** Disables a code after asking, or enables it again at once. */
export function useSwitchCode() {
  const { t } = useWords();
  const { mutateAsync } = useSetCodeStatus();
  const ask = usePrompt();
  return async ({ code, codeStatus }: Pick<AdvocateJson, "code" | "codeStatus">) => {
    const status = codeStatus === "active" ? "disabled" : "active";
    const isSure =
      status === "active" ||
      (await ask({
        title: t("code.disableQuestion", { code }),
        description: t("code.disableText"),
        confirmText: t("code.confirm"),
        cancelText: t("code.cancel"),
      }));
    if (!isSure) return;
    try {
      await mutateAsync({ code, status });
      toast.success(
        t("code.changed", { code, status: t(status === "active" ? "code.active" : "code.inactive") }),
      );
    } catch {
      toast.error(t("code.failed", { code }));
    }
  };
}
