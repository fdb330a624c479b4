import { defineRouteConfig } from "@medusajs/admin-sdk";
import { Button, Container, Heading, Skeleton, Text } from "@medusajs/ui";
import { useSearchParams } from "react-router-dom";
import { EmptyView } from "../../../components/empty-view";
import { ErrorView } from "../../../components/error-view";
import { ReviewCard } from "../../../components/staff/review-card";
import { useReviews } from "../../../staff-queries";
import { useInsightWords } from "../../../use-insight-words";
import { useWords } from "../../../use-words";

const pageSize = 20;

/** Every reward that waits for a person's decision, the longest waiting first. */
export default function ReviewsPage() {
  const { t, locale } = useInsightWords();
  const { footer } = useWords();
  const [params, setParams] = useSearchParams();
  const offset = Number(params.get("offset") ?? 0) || 0;
  const query = useReviews(locale, offset, pageSize);
  const count = query.data?.count ?? 0;
  const go = (to: number) => setParams(to > 0 ? { offset: String(to) } : {});
  return (
    <div className="flex flex-col gap-y-3">
      <Container className="divide-y p-0">
        <div className="px-6 py-4">
          <Heading>{t("review.heading")}</Heading>
          <Text size="small" className="text-pretty text-ui-fg-subtle">
            {t("review.intro")}
          </Text>
        </div>
        {query.isPending && (
          <div aria-busy className="flex flex-col gap-y-4 px-6 py-6">
            {["w-1/3", "w-2/3", "w-1/2"].map((width) => (
              <Skeleton key={width} className={`h-4 ${width}`} />
            ))}
          </div>
        )}
        {query.isError && <ErrorView retry={() => query.refetch()} />}
        {query.isSuccess && count === 0 && (
          <EmptyView heading={t("review.empty")} next={t("review.emptyNext")} />
        )}
      </Container>
      {query.data?.rows.map((reward) => (
        <ReviewCard key={reward.id} reward={reward} people={query.data.people} />
      ))}
      {count > pageSize && (
        <div className="flex items-center justify-between px-6">
          <Text size="small" className="text-ui-fg-subtle">
            {offset + 1}–{Math.min(offset + pageSize, count)} {footer.of} {count}
          </Text>
          <div className="flex gap-x-2">
            <Button
              size="small"
              variant="transparent"
              disabled={offset === 0}
              onClick={() => go(offset - pageSize)}
            >
              {footer.prev}
            </Button>
            <Button
              size="small"
              variant="transparent"
              disabled={offset + pageSize >= count}
              onClick={() => go(offset + pageSize)}
            >
              {footer.next}
            </Button>
          </div>
        </div>
      )}
    </div>
  );
}

export const config = defineRouteConfig({
  label: "menu.reviews",
  translationNs: "goodwordInsight",
  rank: 30,
});

export const handle = { breadcrumb: () => <Breadcrumb /> };

function Breadcrumb() {
  return useInsightWords().t("menu.reviews");
}
