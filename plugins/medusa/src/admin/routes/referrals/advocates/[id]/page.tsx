import { Badge, Button, Container, Heading } from "@medusajs/ui";
import { useState } from "react";
import { Link, useParams } from "react-router-dom";
import { CodeText } from "../../../../components/code-text";
import { CopyLink } from "../../../../components/copy-link";
import { EmptyView } from "../../../../components/empty-view";
import { BalanceLines } from "../../../../components/people/balance-lines";
import { FriendLine } from "../../../../components/people/friend-line";
import { MergesSection } from "../../../../components/people/merges-section";
import { QrImage } from "../../../../components/people/qr-image";
import { StatementSection } from "../../../../components/people/statement-section";
import { VanityPrompt } from "../../../../components/people/vanity-prompt";
import { PersonLink } from "../../../../components/person-link";
import { RewardLine } from "../../../../components/reward-line";
import { Line, Note, Section } from "../../../../components/section";
import { useAdvocate } from "../../../../people-queries";
import { usePeopleWords } from "../../../../use-people-words";
import { useSwitchCode } from "../../../../use-switch-code";
import { useWords } from "../../../../use-words";

/** One advocate: link and code, balance and statement, the friends they sent and what they earned. */
export default function AdvocatePage() {
  const { t } = usePeopleWords();
  const { t: words } = useWords();
  const participantId = useParams().id ?? "";
  const query = useAdvocate(participantId);
  const switchCode = useSwitchCode();
  const [isRenaming, setRenaming] = useState(false);
  const page = query.data;
  if (!page) {
    return (
      <Section heading={t("advocate.heading")} query={query}>
        {null}
      </Section>
    );
  }
  const { advocate, programId, merges, people, referrals, rewards } = page;
  if (!advocate) {
    return (
      <Container className="flex flex-col items-center p-0 pb-16">
        <EmptyView heading={t("advocate.unknown")} next={t("advocate.unknownNext")} />
        <Link to="/referrals/advocates" className="txt-compact-small text-ui-fg-interactive hover:underline">
          {t("advocate.back")}
        </Link>
      </Container>
    );
  }
  const { code, codeStatus, shares, clicks, qualified } = advocate;
  return (
    <div className="flex flex-col gap-3 xl:flex-row xl:items-start">
      <div className="flex min-w-0 flex-1 flex-col gap-y-3">
        <Container className="divide-y p-0">
          <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-6 py-4">
            <Heading>{t("advocate.heading")}</Heading>
            <div className="flex items-center gap-x-2">
              <Button size="small" variant="secondary" onClick={() => void switchCode({ code, codeStatus })}>
                {words(codeStatus === "active" ? "code.disable" : "code.enable")}
              </Button>
              {programId && (
                <Button size="small" variant="secondary" onClick={() => setRenaming(true)}>
                  {t("advocate.rename")}
                </Button>
              )}
            </div>
          </div>
          <Line label={words("column.advocate")}>
            <PersonLink people={people} orderId={advocate.firstOrderId} />
          </Line>
          <Line label={t("advocate.code")}>
            <span className="flex items-center gap-x-2">
              <CodeText muted={codeStatus === "disabled"}>{code}</CodeText>
              {codeStatus === "disabled" && <Badge size="2xsmall">{words("code.disabled")}</Badge>}
            </span>
          </Line>
          <Line label={t("advocate.link")}>
            <div className="flex flex-col gap-y-2">
              <CopyLink link={advocate.link} />
              <QrImage link={advocate.link} />
              <span>{words("customer.counts", { shares, clicks, friends: qualified })}</span>
            </div>
          </Line>
          <BalanceLines participantId={participantId} />
        </Container>
        <StatementSection participantId={participantId} />
      </div>
      <div className="flex w-full shrink-0 flex-col gap-y-3 xl:max-w-[360px]">
        <Section heading={t("advocate.friends")} query={query}>
          {referrals.length === 0 && <Note>{t("advocate.noFriends")}</Note>}
          {referrals.map((referral) => (
            <FriendLine key={referral.id} referral={referral} people={people} />
          ))}
        </Section>
        <Section heading={t("advocate.rewards")} query={query}>
          {rewards.length === 0 && <Note>{t("advocate.noRewards")}</Note>}
          {rewards.map((reward) => (
            <Line key={reward.id} label={words("column.reward")}>
              <RewardLine reward={reward} />
            </Line>
          ))}
        </Section>
        <MergesSection merges={merges} people={people} />
      </div>
      {isRenaming && programId && (
        <VanityPrompt
          participantId={participantId}
          programId={programId}
          code={code}
          close={() => setRenaming(false)}
        />
      )}
    </div>
  );
}

export const handle = { breadcrumb: () => <Breadcrumb /> };

function Breadcrumb() {
  return usePeopleWords().t("advocate.heading");
}
