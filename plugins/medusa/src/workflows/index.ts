export {
  type AnnounceReferralInput,
  type AnnounceRewardInput,
  announceReferralWorkflow,
  announceRewardWorkflow,
} from "./announce";
