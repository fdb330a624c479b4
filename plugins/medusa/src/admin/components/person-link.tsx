import { clx } from "@medusajs/ui";
import { Link } from "react-router-dom";
import type { People } from "../queries";
import { useWords } from "../use-words";

interface PersonLinkProps {
  readonly people: People;
  readonly orderId: string;
  /** In a table, where one long address must not push the other columns out of sight. */
  readonly narrow?: boolean;
}

/** Who placed an order, as a link to the customer. */
export function PersonLink({ people, orderId, narrow }: PersonLinkProps) {
  const { t } = useWords();
  const person = people[orderId];
  if (!person) return <span className="text-ui-fg-muted">{t("unknownPerson")}</span>;
  const label = (
    <span className={clx("flex min-w-0 flex-col leading-snug", narrow && "max-w-40")} title={person.email}>
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
