import { ExclamationCircle } from "@medusajs/icons";
import { Button, Text } from "@medusajs/ui";
import { useWords } from "../use-words";

/** What staff see when Goodword cannot be asked, with a way to ask again. */
export function ErrorView({ retry }: { retry: () => unknown }) {
  const { t } = useWords();
  return (
    <div role="alert" className="flex flex-col items-center gap-y-4 px-6 py-10 text-center">
      <ExclamationCircle className="text-ui-fg-subtle" />
      <div className="flex max-w-sm flex-col gap-y-1">
        <Text size="small" leading="compact" weight="plus">
          {t("error.heading")}
        </Text>
        <Text size="small" className="text-ui-fg-subtle">
          {t("error.next")}
        </Text>
      </div>
      <Button size="small" variant="secondary" onClick={() => void retry()}>
        {t("error.retry")}
      </Button>
    </div>
  );
}
