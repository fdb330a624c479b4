import { Table } from "@medusajs/ui";
import { useState } from "react";
import { Link } from "react-router-dom";
import type { PeopleWords } from "../../i18n/people/en";
import { useStatement } from "../../people-queries";
import { usePeopleWords } from "../../use-people-words";
import { useWords } from "../../use-words";
import { Note, Section } from "../section";

const pageSize = 20;

/** The act that an account is named for, and need not be named beside. */
const own = { promised: "granted", issued: "issued" } as const;

/** Every posting of an advocate's account, oldest first, as what they gained or lost by it. */
export function StatementSection({ participantId }: { participantId: string }) {
  const { t, money, date } = usePeopleWords();
  const { footer } = useWords();
  const [page, setPage] = useState(0);
  const query = useStatement(participantId, { limit: pageSize, offset: page * pageSize });
  const { rows = [], count = 0 } = query.data?.lines ?? {};
  const pageCount = Math.max(1, Math.ceil(count / pageSize));
  return (
    <Section heading={t("advocate.statement")} query={query}>
      {rows.length === 0 ? (
        <Note>{t("advocate.noStatement")}</Note>
      ) : (
        <div className="overflow-x-auto">
          <Table className="min-w-[560px]">
            <Table.Header>
              <Table.Row>
                <Table.HeaderCell>{t("advocate.date")}</Table.HeaderCell>
                <Table.HeaderCell>{t("advocate.what")}</Table.HeaderCell>
                <Table.HeaderCell>{t("rewards.earnedBy")}</Table.HeaderCell>
                <Table.HeaderCell className="text-right">{t("advocate.amount")}</Table.HeaderCell>
              </Table.Row>
            </Table.Header>
            <Table.Body>
              {rows.map((line) => {
                // `reversed:1500`: what follows tells one reversal from the next.
                const kind = line.kind.split(":")[0] as keyof PeopleWords["advocate"]["kind"];
                const account = line.account.endsWith(":promised") ? "promised" : "issued";
                const order = query.data?.people[line.orderId];
                return (
                  <Table.Row key={`${line.entryId} ${line.account}`}>
                    <Table.Cell className="whitespace-nowrap">{date(line.postedAt)}</Table.Cell>
                    <Table.Cell className="whitespace-nowrap">
                      <span className="text-ui-fg-base">{t(`advocate.kind.${kind}`)}</span>
                      {kind !== own[account] && (
                        <span className="text-ui-fg-muted"> · {t(`advocate.account.${account}`)}</span>
                      )}
                    </Table.Cell>
                    <Table.Cell className="whitespace-nowrap">
                      {order ? (
                        <Link to={`/orders/${line.orderId}`} className="text-ui-fg-base hover:underline">
                          {t("rewards.orderOf", { number: `#${order.displayId}` })}
                        </Link>
                      ) : (
                        t("rewards.noOrder")
                      )}
                    </Table.Cell>
                    <Table.Cell className="whitespace-nowrap text-right tabular-nums">
                      {money({ amount: gained(line.amount), currency: line.currency })}
                    </Table.Cell>
                  </Table.Row>
                );
              })}
            </Table.Body>
          </Table>
        </div>
      )}
      {pageCount > 1 && (
        <Table.Pagination
          count={count}
          pageSize={pageSize}
          pageIndex={page}
          pageCount={pageCount}
          canPreviousPage={page > 0}
          canNextPage={page < pageCount - 1}
          previousPage={() => setPage(page - 1)}
          nextPage={() => setPage(page + 1)}
          translations={footer}
        />
      )}
    </Section>
  );
}

/** What the shop owes is a credit, so below zero in the books; to the person it is a gain. */
const gained = (amount: string) =>
  amount.startsWith("-") ? amount.slice(1) : /[1-9]/.test(amount) ? `-${amount}` : amount;
