/** What each measure is called, and its definition in its own words. */
export const measuresEn = {
  advocates: {
    name: "New advocates",
    means: "People who became advocates in the period, with their first order that Goodword knows.",
  },
  shareRate: {
    name: "Share rate",
    means: "Of the advocates enrolled in the period: how many shared in it.",
  },
  clicks: {
    name: "Clicks",
    means: "Visits of share links by people, one a visitor, code and hour.",
  },
  clickThroughRate: {
    name: "Clicks per share",
    means: "Clicks for each share of the period. More than 1 when a share brings several visitors.",
  },
  claimRate: {
    name: "Claim rate",
    means: "Referrals that began in the period for each click of it; above 1 where codes are told.",
  },
  conversionRate: {
    name: "Conversion rate",
    means: "Friends' first orders of the period for each click of it, cancelled and rejected ones left out.",
  },
  friends: {
    name: "Friends won",
    means: "Friends whose first order was placed in the period and counts now.",
  },
  referralRate: {
    name: "Referral rate",
    means: "Of all orders of the period that were not cancelled: how many belong to a referral and count.",
  },
  referredRevenue: {
    name: "Referred revenue",
    means:
      "What friends who count spent in the period, their later orders too: after discounts, before tax and shipping, less refunds.",
  },
  rewardCost: {
    name: "Reward cost",
    means:
      "Rewards for orders of the period that are owed or were given, less what was taken back. The friend's discount at the checkout is not in it.",
  },
  costPerAcquisition: {
    name: "Cost per friend",
    means: "Reward cost of the period for each friend whose first order was placed in it and counts now.",
  },
  returnOnRewards: {
    name: "Return on rewards",
    means:
      "Referred revenue less reward cost, for each unit of reward cost; where all of the period is in one currency.",
  },
  newCustomerValueReferred: {
    name: "Spending of new friends",
    means: "Mean spending in the period of customers new in it who came by a referral that counts.",
  },
  newCustomerValueOthers: {
    name: "Spending of other new customers",
    means: "Mean spending in the period of customers new to Goodword in it who came without a referral.",
  },
  kFactor: {
    name: "K-factor",
    means:
      "Friends won in the period by advocates who were enrolled in it, for each of these advocates. At 1 and above referrals alone keep a shop growing.",
  },
  timeToFirstReferral: {
    name: "Time to first referral",
    means:
      "Of the advocates whose first referral began in the period: half waited no longer than this for it, since they were enrolled.",
  },
  rewardLiability: {
    name: "Reward liability",
    means: "Promised or given to advocates and not used when the period ended, by the ledger.",
  },
};
