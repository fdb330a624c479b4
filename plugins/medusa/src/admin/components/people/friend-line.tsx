import { Link } from "react-router-dom";
import type { People, ReferralJson } from "../../queries";
import { useWords } from "../../use-words";
import { PersonLink } from "../person-link";
import { ReferralBadge } from "../state-badges";

/** A friend, the state of their referral, and the way to its story. */
export function FriendLine({ referral, people }: { referral: ReferralJson; people: People }) {
  const { t } = useWords();
  return (
    <div className="flex items-start justify-between gap-x-4 px-6 py-3">
      <div className="txt-compact-small min-w-0">
        {referral.orderId ? (
          <PersonLink people={people} orderId={referral.orderId} />
        ) : (
          <Link to={`/referrals/list/${referral.id}`} className="text-ui-fg-muted hover:underline">
            {t("notOrdered")}
          </Link>
        )}
      </div>
      <div className="shrink-0">
        <ReferralBadge state={referral.state} reasons={referral.reasons} />
      </div>
    </div>
  );
}
