import { Container, Heading } from "@medusajs/ui";
import { Link } from "react-router-dom";
import type { StoryJson } from "../../insight-queries";
import { useInsightWords } from "../../use-insight-words";
import { CopyLink } from "../copy-link";
import { PersonLink } from "../person-link";

interface AdvocateSectionProps {
  readonly advocate: NonNullable<StoryJson["advocate"]>;
  readonly people: StoryJson["people"];
}

/** Who sent the friend, and what else they brought. */
export function AdvocateSection({ advocate, people }: AdvocateSectionProps) {
  const { t } = useInsightWords();
  const { shares, clicks, qualified } = advocate;
  return (
    <Container className="divide-y p-0">
      <div className="flex items-center justify-between gap-x-4 px-6 py-4">
        <Heading level="h2">{t("story.theAdvocate")}</Heading>
        <Link
          to={`/referrals/list?person=${advocate.participantId}`}
          className="txt-compact-small text-ui-fg-interactive hover:underline"
        >
          {t("table.referralsOf")}
        </Link>
      </div>
      <div className="txt-compact-small flex flex-col gap-y-2 px-6 py-4">
        <PersonLink people={people} orderId={advocate.firstOrderId} />
        <CopyLink link={advocate.link} />
        <span className="text-ui-fg-subtle">{t("story.counts", { shares, clicks, friends: qualified })}</span>
      </div>
    </Container>
  );
}
