import { useAdvocateList } from "./insight-queries";
import { useInsightWords } from "./use-insight-words";

/** Whom a list is narrowed to, in words; null where it is narrowed to nobody in particular. */
export function useOnlyPerson(person: string | undefined): string | null {
  const { t } = useInsightWords();
  const isKnown = person !== undefined && person !== "nobody";
  const query = useAdvocateList({ limit: 1, participantId: person }, isKnown);
  if (person === undefined) return null;
  if (!isKnown) return t("table.nobody");
  const row = query.data?.rows[0];
  const found = row && query.data?.people[row.firstOrderId];
  return t("table.onlyOf", { name: found?.name || found?.email || row?.code || t("table.onePerson") });
}
