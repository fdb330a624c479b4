import { Button, Checkbox, Container, Heading, Select, Table, Text, toast } from "@medusajs/ui";
import { useState } from "react";
import {
  downloadBatch,
  type PayoutJson,
  type PayoutState,
  useExportPayouts,
  usePayouts,
} from "../../people-queries";
import type { People } from "../../queries";
import { usePeopleWords } from "../../use-people-words";
import { useStaffNames } from "../../use-staff-names";
import { useWords } from "../../use-words";
import { CodeText } from "../code-text";
import { ErrorView } from "../error-view";
import { PersonLink } from "../person-link";
import { Note } from "../section";
import { PaidPrompt } from "./paid-prompt";

const pageSize = 50;
const states: PayoutState[] = ["waiting", "exported", "paid"];

/** Rewards in money that staff pay by hand: exported to a file, then marked as paid. Not there where none is. */
export function PayoutSection() {
  const { t } = usePeopleWords();
  const { footer } = useWords();
  const [state, setState] = useState<PayoutState>("waiting");
  const [page, setPage] = useState(0);
  const [chosen, choose] = useState<readonly string[]>([]);
  const [isPaying, setPaying] = useState(false);
  const counts = [usePayouts("waiting", 0, 1), usePayouts("exported", 0, 1), usePayouts("paid", 0, 1)];
  const query = usePayouts(state, page * pageSize, pageSize);
  const exporting = useExported();
  const { rows = [], count = 0, people = {} } = query.data ?? {};
  const nameOf = useStaffNames(
    rows.flatMap(({ exportedBy, payment }) => [exportedBy, payment?.by]).filter((id) => id != null),
  );
  if (counts.every(({ data }) => !data?.count)) return null;

  const pageCount = Math.max(1, Math.ceil(count / pageSize));
  const show = (next: PayoutState) => {
    setState(next);
    setPage(0);
    choose([]);
  };
  return (
    <Container className="divide-y p-0">
      <div className="flex flex-col justify-between gap-3 px-6 py-4 md:flex-row md:items-center">
        <div>
          <Heading level="h2">{t("payouts.heading")}</Heading>
          <Text size="small" className="text-pretty text-ui-fg-subtle">
            {t("payouts.intro")}
          </Text>
        </div>
        <div className="flex shrink-0 items-center gap-x-2">
          <Select size="small" value={state} onValueChange={(value) => show(value as PayoutState)}>
            <Select.Trigger aria-label={t("payouts.state")} className="w-40">
              <Select.Value />
            </Select.Trigger>
            <Select.Content>
              {states.map((value, place) => (
                <Select.Item key={value} value={value}>
                  {t(`payouts.${value}`)} ({counts[place]?.data?.count ?? 0})
                </Select.Item>
              ))}
            </Select.Content>
          </Select>
          {state === "waiting" && (
            <Button
              size="small"
              variant="secondary"
              disabled={count === 0}
              isLoading={exporting.isPending}
              onClick={() => void exporting.run().then((isDone) => isDone && show("exported"))}
            >
              {t("payouts.export")}
            </Button>
          )}
          {state === "exported" && (
            <Button
              size="small"
              variant="secondary"
              disabled={chosen.length === 0}
              onClick={() => setPaying(true)}
            >
              {t("payouts.mark")}
            </Button>
          )}
        </div>
      </div>
      {query.isError ? (
        <ErrorView retry={() => query.refetch()} />
      ) : rows.length === 0 ? (
        <Note>{t(`payouts.none.${state}`)}</Note>
      ) : (
        <>
          <div className="overflow-x-auto">
            <Table className="min-w-[640px]">
              <Table.Body>
                {rows.map((payout) => (
                  <Payout
                    key={payout.code}
                    payout={payout}
                    people={people}
                    nameOf={nameOf}
                    isChosen={chosen.includes(payout.code)}
                    choose={
                      state === "exported"
                        ? (isChosen) =>
                            choose((before) => [
                              ...before.filter((code) => code !== payout.code),
                              ...(isChosen ? [payout.code] : []),
                            ])
                        : null
                    }
                  />
                ))}
              </Table.Body>
            </Table>
          </div>
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
        </>
      )}
      {isPaying && (
        <PaidPrompt
          codes={chosen}
          close={(isDone) => {
            setPaying(false);
            if (isDone) choose([]);
          }}
        />
      )}
    </Container>
  );
}

interface PayoutProps {
  readonly payout: PayoutJson;
  readonly people: People;
  nameOf(staffId: string): string;
  readonly isChosen: boolean;
  /** Null where nothing can be done with it. */
  readonly choose: ((isChosen: boolean) => void) | null;
}

function Payout({ payout, people, nameOf, isChosen, choose }: PayoutProps) {
  const { t, money, date } = usePeopleWords();
  const { batchId, code, exportedAt, exportedBy, payment, rewardState } = payout;
  return (
    <Table.Row>
      {choose && (
        <Table.Cell className="w-8">
          <Checkbox
            checked={isChosen}
            aria-label={t("payouts.select", { code })}
            onCheckedChange={(checked) => choose(checked === true)}
          />
        </Table.Cell>
      )}
      <Table.Cell className="py-2">
        <PersonLink people={people} orderId={payout.firstOrderId} narrow />
      </Table.Cell>
      <Table.Cell className="whitespace-nowrap text-ui-fg-base">{money(payout.value)}</Table.Cell>
      <Table.Cell>
        <CodeText>{code}</CodeText>
      </Table.Cell>
      <Table.Cell className="max-w-64 whitespace-normal">
        {payment
          ? t("payouts.paidOn", {
              name: nameOf(payment.by),
              date: date(payment.at),
              reference: payment.reference,
            })
          : exportedAt &&
            exportedBy &&
            t("payouts.exportedOn", { name: nameOf(exportedBy), date: date(exportedAt) })}
        {rewardState === "reversed" && !payment && (
          <span className="block text-ui-fg-error">{t("payouts.takenBack")}</span>
        )}
      </Table.Cell>
      <Table.Cell className="text-right">
        {batchId && (
          <Button
            size="small"
            variant="transparent"
            onClick={() => void downloadBatch(batchId).catch(() => toast.error(t("payouts.failed")))}
          >
            {t("payouts.again")}
          </Button>
        )}
      </Table.Cell>
    </Table.Row>
  );
}

/** Exports what waits and hands out its file; answers whether anything was exported. */
function useExported() {
  const { t } = usePeopleWords();
  const { mutateAsync, isPending } = useExportPayouts();
  const run = async (): Promise<boolean> => {
    try {
      const { batch } = await mutateAsync(undefined);
      if (batch === null) toast.warning(t("payouts.nothingExported"));
      else await downloadBatch(batch.batchId);
      return batch !== null;
    } catch {
      toast.error(t("payouts.failed"));
      return false;
    }
  };
  return { run, isPending };
}
