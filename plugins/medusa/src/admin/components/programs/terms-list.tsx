import { Skeleton, Text } from "@medusajs/ui";
import { useTerms } from "../../program-queries";
import { useInsightWords } from "../../use-insight-words";

/** A definition in the words that shoppers read. */
export function TermsList({ definition }: { definition: object }) {
  const { t, locale } = useInsightWords();
  const query = useTerms(definition, locale);
  if (query.isPending) return <Skeleton className="h-16 w-full" />;
  const terms = query.data?.preview?.terms;
  if (!terms) {
    const isPaidForClicks = query.data?.problems.some(({ code }) => code === "GW_PAID_FOR_CLICKS");
    return (
      <Text size="small" className="text-ui-fg-subtle">
        {t(isPaidForClicks ? "program.paidForClicks" : "program.noTerms")}
      </Text>
    );
  }
  return (
    <ul className="flex list-disc flex-col gap-y-1 pl-4">
      {terms.map((term) => (
        <li key={term} className="txt-small text-pretty text-ui-fg-subtle">
          {term}
        </li>
      ))}
    </ul>
  );
}
