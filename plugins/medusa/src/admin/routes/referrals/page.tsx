import { defineRouteConfig } from "@medusajs/admin-sdk";
import { Gift } from "@medusajs/icons";
import { Alert, Container, Heading, Select, Text } from "@medusajs/ui";
import { Link, useSearchParams } from "react-router-dom";
import { ErrorView } from "../../components/error-view";
import { FigureTiles } from "../../components/overview/figure-tiles";
import { FiguresTable } from "../../components/overview/figures-table";
import { FirstSteps } from "../../components/overview/first-steps";
import { FunnelSection } from "../../components/overview/funnel-section";
import { OverviewLoading } from "../../components/overview/overview-loading";
import { TrendSection } from "../../components/overview/trend-section";
import { type OverviewJson, useAdvocateList, useHealth, useOverview } from "../../insight-queries";
import { useProposals } from "../../one-person-queries";
import { useReviewQueue } from "../../people-queries";
import { useInsightWords } from "../../use-insight-words";
import { useWords } from "../../use-words";

const choices = [7, 30, 90];

/** How referrals do: figures beside those of the period before, the trend, and the funnel. */
export default function OverviewPage() {
  const [params, setParams] = useSearchParams();
  const days = choices.find((choice) => String(choice) === params.get("days")) ?? 30;
  const overview = useOverview(days);
  const anybody = useAdvocateList({ limit: 1 });
  const isEmpty = anybody.data?.count === 0;
  const choose = (to: string) => setParams(to === "30" ? {} : { days: to }, { replace: true });
  return (
    <div className="flex flex-col gap-y-3">
      <ReviewNotice />
      <HealthNotice />
      {overview.isError ? (
        <>
          <Head days={days} choose={null} overview={undefined} />
          <Container className="p-0">
            <ErrorView retry={() => overview.refetch()} />
          </Container>
        </>
      ) : isEmpty ? (
        <>
          <Head days={days} choose={null} overview={undefined} />
          <FirstSteps />
        </>
      ) : overview.data && anybody.isFetched ? (
        <>
          <Head days={days} choose={choose} overview={overview.data} />
          <div className="grid gap-3 xl:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
            <TrendSection days={overview.data.trend} />
            <FunnelSection rows={overview.data.funnel} />
          </div>
          <FiguresTable figures={overview.data.figures} />
        </>
      ) : (
        <OverviewLoading />
      )}
    </div>
  );
}

interface HeadProps {
  readonly days: number;
  /** Null where there is nothing to choose from. */
  readonly choose: ((days: string) => void) | null;
  readonly overview: OverviewJson | undefined;
}

function Head({ days, choose, overview }: HeadProps) {
  const { t } = useWords();
  const { t: say, day } = useInsightWords();
  return (
    <Container className="divide-y p-0">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-6 py-4">
        <div className="min-w-0 flex-1 basis-64">
          <Heading>{t("page.heading")}</Heading>
          <Text size="small" className="text-pretty text-ui-fg-subtle">
            {overview
              ? say("overview.intro", {
                  first: day(overview.period.first),
                  last: day(overview.period.last),
                  days,
                })
              : t("page.intro")}
          </Text>
        </div>
        {choose && (
          <Select size="small" value={String(days)} onValueChange={choose}>
            <Select.Trigger aria-label={say("overview.period")} className="w-36">
              <Select.Value />
            </Select.Trigger>
            <Select.Content>
              {choices.map((choice) => (
                <Select.Item key={choice} value={String(choice)}>
                  {say("overview.days", { days: choice })}
                </Select.Item>
              ))}
            </Select.Content>
          </Select>
        )}
      </div>
      {overview && <FigureTiles figures={overview.figures} />}
    </Container>
  );
}

/** Only where something waits for a person. */
function ReviewNotice() {
  const { t } = useInsightWords();
  const count = useReviewQueue({ limit: 1 }).data?.count ?? 0;
  const pairs = useProposals({ limit: 1 }).data?.count ?? 0;
  if (count + pairs === 0) return null;
  return (
    <Alert variant="warning">
      {count > 0 && `${t("overview.waiting", { count })} `}
      {pairs > 0 && `${t("overview.pairs", { count: pairs })} `}
      <Link to="/referrals/reviews" className="text-ui-fg-interactive hover:underline">
        {t("overview.waitingLink")}
      </Link>
    </Alert>
  );
}

/** Only where something is wrong. */
function HealthNotice() {
  const { t } = useInsightWords();
  const status = useHealth().data?.status ?? "well";
  if (status === "well") return null;
  return (
    <Alert variant={status === "dead" ? "error" : "warning"}>
      {t(`overview.health.${status}`)}{" "}
      <Link to="/settings/goodword" className="text-ui-fg-interactive hover:underline">
        {t("overview.healthLink")}
      </Link>
    </Alert>
  );
}

export const config = defineRouteConfig({ label: "menu", translationNs: "goodword", icon: Gift });

export const handle = { breadcrumb: () => <Breadcrumb /> };

function Breadcrumb() {
  return useWords().t("page.heading");
}
