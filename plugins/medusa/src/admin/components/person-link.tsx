import { Link } from "react-router-dom";
import type { People } from "../queries";
import { useWords } from "../use-words";

/** Who placed an order, as a link to the customer. */
export function PersonLink({ people, orderId }: { people: People; orderId: string }) {
  const { t } = useWords();
  const person = people[orderId];
  if (!person) return <span className="text-ui-fg-muted">{t("unknownPerson")}</span>;
  const label = (
    <span className="flex min-w-0 flex-col leading-snug">
      <span className="truncate text-ui-fg-base">{person.name || person.email}</span>
      {person.name && <span className="truncate text-ui-fg-muted text-xs">{person.email}</span>}
    </span>
  );
  if (!person.customerId) return label;
  return (
    <Link
      to={`/customers/${person.customerId}`}
      className="block min-w-0 hover:underline"
      onClick={(event) => event.stopPropagation()}
    >
      {label}
    </Link>
  );
}
