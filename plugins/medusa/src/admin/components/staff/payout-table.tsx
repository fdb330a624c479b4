import { Button, Checkbox, Skeleton, Table, Text, toast } from "@medusajs/ui";
import { useState } from "react";
import {
  acts,
  downloadBatch,
  type PayoutJson,
  type PayoutState,
  usePayouts,
  useStaffAct,
} from "../../staff-queries";
import { useInsightWords } from "../../use-insight-words";
import { CodeText } from "../code-text";
import { EmptyView } from "../empty-view";
import { ErrorView } from "../error-view";
import { PersonLink } from "../person-link";
import { ActDrawer } from "./act-drawer";

// As many as one file holds would be too many to choose among.
const pageSize = 100;

/** Payouts of one state, with what is done to them there: export, or mark as paid. */
export function PayoutTable({ state }: { state: PayoutState }) {
  const { t, money, date } = useInsightWords();
  const query = usePayouts(state, 0, pageSize);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [isMarking, setMarking] = useState(false);
  const rows = query.data?.rows ?? [];
  const here = rows.filter(({ code }) => chosen.has(code));
  if (query.isPending) return <Loading />;
  if (query.isError) return <ErrorView retry={() => query.refetch()} />;
  if (rows.length === 0) {
    return <EmptyView heading={t(`payout.empty.${state}`)} next={t("payout.emptyNext")} />;
  }
  const toggle = (code: string, isOn: boolean) =>
    setChosen((before) => {
      const after = new Set(before);
      if (isOn) after.add(code);
      else after.delete(code);
      return after;
    });
  return (
    <div className="flex flex-col divide-y">
      {state !== "paid" && (
        <div className="flex items-center justify-end gap-x-2 px-6 pb-4">
          {state === "waiting" ? (
            <ExportButton count={query.data.count} />
          ) : (
            <Button size="small" disabled={here.length === 0} onClick={() => setMarking(true)}>
              {t("payout.mark")}
              {here.length > 0 && ` (${here.length})`}
            </Button>
          )}
        </div>
      )}
      <div className="overflow-x-auto">
        <Table className="min-w-[640px]">
          <Table.Header>
            <Table.Row>
              {state === "exported" && (
                <Table.HeaderCell className="w-10">
                  <Checkbox
                    aria-label={t("payout.selectAll")}
                    checked={here.length === rows.length ? true : here.length > 0 ? "indeterminate" : false}
                    onCheckedChange={(isOn) =>
                      setChosen(isOn === true ? new Set(rows.map(({ code }) => code)) : new Set())
                    }
                  />
                </Table.HeaderCell>
              )}
              <Table.HeaderCell>{t("payout.advocate")}</Table.HeaderCell>
              <Table.HeaderCell className="text-right">{t("payout.amount")}</Table.HeaderCell>
              <Table.HeaderCell>{t("payout.since")}</Table.HeaderCell>
              {state !== "waiting" && <Table.HeaderCell>{t("payout.batch")}</Table.HeaderCell>}
              {state === "paid" && <Table.HeaderCell>{t("payout.reference")}</Table.HeaderCell>}
            </Table.Row>
          </Table.Header>
          <Table.Body>
            {rows.map((row) => (
              <Table.Row key={row.code}>
                {state === "exported" && (
                  <Table.Cell>
                    <Checkbox
                      aria-label={t("payout.select", { code: row.code })}
                      checked={chosen.has(row.code)}
                      onCheckedChange={(isOn) => toggle(row.code, isOn === true)}
                    />
                  </Table.Cell>
                )}
                <Table.Cell className="py-2">
                  <PersonLink people={query.data.people} orderId={row.firstOrderId} />
                  <CodeText muted={row.rewardState === "reversed"}>{row.code}</CodeText>
                </Table.Cell>
                <Table.Cell className="whitespace-nowrap text-right tabular-nums">
                  <span className="text-ui-fg-base">{money(row.value)}</span>
                  {row.rewardState === "reversed" && (
                    <Text size="xsmall" className="text-ui-fg-error">
                      {t("payout.owed")}
                    </Text>
                  )}
                </Table.Cell>
                <Table.Cell className="whitespace-nowrap">{row.issuedAt && date(row.issuedAt)}</Table.Cell>
                {state !== "waiting" && <Table.Cell>{row.batchId && <BatchButton batch={row} />}</Table.Cell>}
                {state === "paid" && (
                  <Table.Cell className="max-w-52 truncate">
                    {row.payment && `${row.payment.reference}, ${date(row.payment.at)}`}
                  </Table.Cell>
                )}
              </Table.Row>
            ))}
          </Table.Body>
        </Table>
      </div>
      {isMarking && (
        <MarkDrawer
          codes={here.map(({ code }) => code)}
          close={() => setMarking(false)}
          done={() => setChosen(new Set())}
        />
      )}
    </div>
  );
}

function ExportButton({ count }: { count: number }) {
  const { t } = useInsightWords();
  const { mutateAsync, isPending } = useStaffAct(acts.exportPayouts);
  const run = async () => {
    try {
      const { batch } = await mutateAsync(undefined);
      if (batch === null) return toast.info(t("payout.exportNothing"));
      await downloadBatch(batch.batchId);
      toast.success(t("payout.exportedDone"));
    } catch {
      toast.error(t("reason.failed"));
    }
  };
  return (
    <Button size="small" isLoading={isPending} onClick={() => void run()}>
      {t("payout.export", { count })}
    </Button>
  );
}

function BatchButton({ batch: { batchId, exportedAt } }: { batch: PayoutJson }) {
  const { t, date } = useInsightWords();
  return (
    <button
      type="button"
      title={t("payout.download")}
      className="text-ui-fg-interactive hover:text-ui-fg-interactive-hover whitespace-nowrap"
      onClick={() => void downloadBatch(batchId as string).catch(() => toast.error(t("reason.failed")))}
    >
      {exportedAt ? date(exportedAt) : batchId}
    </button>
  );
}

interface MarkProps {
  readonly codes: string[];
  close(): void;
  done(): void;
}

function MarkDrawer({ codes, close, done }: MarkProps) {
  const { t } = useInsightWords();
  const { mutateAsync } = useStaffAct(acts.markPaid);
  return (
    <ActDrawer
      title={t("payout.markTitle", { count: codes.length })}
      text={t("payout.markText")}
      fields={[
        {
          name: "reference",
          label: t("payout.referenceLabel"),
          hint: t("payout.referenceHint"),
          needed: t("payout.referenceNeeded"),
        },
      ]}
      confirm={t("payout.mark")}
      close={close}
      act={async ({ reference = "" }) => {
        const { paid, refused } = await mutateAsync({ codes, reference });
        if (paid.length > 0) toast.success(t("payout.marked", { count: paid.length }));
        if (refused.length > 0)
          toast.warning(t("payout.refused", { codes: refused.map(({ code }) => code).join(", ") }));
        done();
        return null;
      }}
    />
  );
}

function Loading() {
  return (
    <div aria-busy className="flex flex-col gap-y-4 px-6 py-6">
      {["w-full", "w-2/3", "w-3/4"].map((width) => (
        <Skeleton key={width} className={`h-4 ${width}`} />
      ))}
    </div>
  );
}
