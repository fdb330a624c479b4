import { PayoutSection } from "./payout-section";
import { RewardList } from "./reward-list";

/** Every reward, and those that staff pay by hand. */
export function RewardsPage() {
  return (
    <div className="flex flex-col gap-y-3">
      <RewardList />
      <PayoutSection />
    </div>
  );
}
