import { toast } from "@medusajs/ui";
import { useMarkPaid } from "../../people-queries";
import { usePeopleWords } from "../../use-people-words";
import { ReasonPrompt } from "../people/reason-prompt";

interface PaidPromptProps {
  readonly codes: readonly string[];
  close(isDone: boolean): void;
}

/** Marks payouts as paid, with the transfer's reference. */
export function PaidPrompt({ codes, close }: PaidPromptProps) {
  const { t } = usePeopleWords();
  const { mutateAsync } = useMarkPaid();
  const mark = async (reference: string) => {
    try {
      const { paid, refused } = await mutateAsync({ codes: [...codes], reference });
      if (paid.length > 0) toast.success(t("payouts.marked", { count: paid.length }));
      if (refused.length > 0) toast.warning(t("payouts.refused", { count: refused.length }));
      close(true);
      return false;
    } catch {
      toast.error(t("payouts.failed"));
      return false;
    }
  };
  return (
    <ReasonPrompt
      title={t("payouts.markQuestion", { count: codes.length })}
      text={t("payouts.markText")}
      confirm={t("payouts.mark")}
      reasonLabel={t("payouts.reference")}
      longest={200}
      decide={mark}
      close={() => close(false)}
    />
  );
}
