/**
 * What is known of one friend's order when it is judged. Plain answers: whoever gathers them compares keyed
 * hashes, so no address, device or account is ever in here. "Same" is always between this friend and this
 * order on one side, and the advocate on the other.
 */
export interface TrustFacts {
  readonly sameCustomer: boolean;
  /** The two e-mails are one mailbox once normalised (`normalizeEmail`). */
  readonly sameEmail: boolean;
  /** Staff have not decided yet whether the two are one person. */
  readonly possibleSamePerson: boolean;
  readonly samePhone: boolean;
  readonly samePayoutAccount: boolean;
  /** The friend had a completed order before this one; false where the program welcomes known customers. */
  readonly existingCustomer: boolean;
  readonly samePaymentFingerprint: boolean;
  /** The same device, or a claim cookie given to the advocate's browser. */
  readonly sameDevice: boolean;
  /** How many others, counting the advocate and their earlier friends, had used this shipping address before. */
  readonly friendsAtAddress: number;
  readonly disposableEmail: boolean;
  /** The e-mails differ only by a tag or by the domain (`anna+x@a.example`, `anna@b.example`). */
  readonly nearMatchEmail: boolean;
  /** Both at once. The same IP address without the same user agent is no fact: it never counts. */
  readonly sameIpAndUserAgent: boolean;
  /** Friends of this advocate in the 24 hours up to this order, this friend included. */
  readonly friendsLast24h: number;
  /** Friends of this advocate in the 30 days up to this order, this friend included. */
  readonly friendsLast30d: number;
  /** Seconds from the click of the share link to the order; null when there was no click. */
  readonly clickToOrderSeconds: number | null;
  /** Minor units, after discounts, before tax and shipping. */
  readonly orderValue: bigint;
  /** The store's average order in the same currency and unit; null while too few orders make one. */
  readonly averageOrderValue: bigint | null;
  /** The friend arrived with the click id of a paid search advertisement. */
  readonly paidSearchClickId: boolean;
  readonly codeExposure: {
    /** Someone came with this code from a site on the list of coupon sites. */
    readonly listedOnCouponSite: boolean;
    /** Distinct visitors who used this code in the hour up to this order without having opened its link. */
    readonly strangersLastHour: number;
  };
  /** The friend stands above the advocate in the chain of who referred whom (`refusesLoop`). */
  readonly loop: boolean;
}

/** An order of which nothing speaks against paying: what a host that knows less starts from. */
export const nothingSuspicious: TrustFacts = {
  sameCustomer: false,
  sameEmail: false,
  possibleSamePerson: false,
  samePhone: false,
  samePayoutAccount: false,
  existingCustomer: false,
  samePaymentFingerprint: false,
  sameDevice: false,
  friendsAtAddress: 0,
  disposableEmail: false,
  nearMatchEmail: false,
  sameIpAndUserAgent: false,
  friendsLast24h: 1,
  friendsLast30d: 1,
  clickToOrderSeconds: null,
  orderValue: 0n,
  averageOrderValue: null,
  paidSearchClickId: false,
  codeExposure: { listedOnCouponSite: false, strangersLastHour: 0 },
  loop: false,
};
