import { mostInvitationsADay } from "../click/invitations";
import type { Period } from "../money/period";
import type { Arrival, Counted, Placing, Words } from "./words";
import { sentences } from "./words";

const number = new Intl.NumberFormat("en");
const list = new Intl.ListFormat("en");
const ordinals = new Intl.PluralRules("en", { type: "ordinal" });
const endings: Partial<Record<Intl.LDMLPluralRule, string>> = { one: "st", two: "nd", few: "rd" };

const ordinal = (n: number) => `${number.format(n)}${endings[ordinals.select(n)] ?? "th"}`;
const many = (n: number, one: string, more = `${one}s`) => `${number.format(n)} ${n === 1 ? one : more}`;
const days = (n: number) => many(n, "day");

const countedAs: Record<Counted, (count: number) => string> = {
  shares: (count) => many(count, "share"),
  invitations: (count) => many(count, "invitation"),
  friends: (count) => many(count, "friend"),
};
const climbedBy: Record<Counted, (count: number) => string> = {
  shares: (count) => `you have shared ${many(count, "time")}`,
  invitations: (count) =>
    `your link has been opened from ${many(count, "internet connection")}${
      count > mostInvitationsADay ? ` (at most ${number.format(mostInvitationsADay)} a day count)` : ""
    }`,
  friends: (count) => `${many(count, "friend has", "friends have")} ordered`,
};

function after({ days: n, after }: Arrival, whose: string): string {
  const what =
    after === "placed"
      ? `after ${whose} order`
      : after === "captured"
        ? `after ${whose} payment`
        : after === "fulfilled"
          ? `after ${whose} order is sent`
          : after === "delivered"
            ? `after ${whose} order is delivered`
            : after === "level"
              ? "after you reach it"
              : `after the ${after} ends`;
  return n === 0 ? what : `${days(n)} ${what}`;
}

const places = ({ top }: Placing) => (top === 1 ? "1st place" : `places 1 to ${number.format(top)}`);
const gets = (side: "advocate" | "friend") => (side === "advocate" ? "You get" : "Your friend gets");
const discounted = (measure: string, afterDiscounts: boolean) =>
  afterDiscounts ? `after discounts, ${measure}` : measure;
const inEach: Record<Period, string> = {
  day: "a day",
  week: "a week",
  month: "a month",
  quarter: "a quarter",
  year: "a year",
};

export const en: Words = {
  nothing: { friend: "nothing extra", advocate: "nothing" },
  off: (amount) => `${amount} off`,
  share: (percent) => `${percent} of the order`,
  plus: (amount, share) => `${amount} plus ${share}`,
  range: (least, most) => `${least} to ${most}`,
  money(kind, amount, isShare) {
    if (kind === "discount-code") return isShare ? `${amount} as a discount` : `${amount} off`;
    if (kind === "store-credit") return `${amount} in store credit`;
    if (kind === "payout") return `${amount} in cash`;
    return kind === "commission" ? `${amount} in commission` : `a gift worth ${amount}`;
  },
  pieces(kind, count) {
    if (kind === "points") return many(count, "point");
    if (kind === "free-product") return count === 1 ? "a free product" : many(count, "", "free products");
    if (kind === "gated-content") {
      return count === 1
        ? "access to bonus content"
        : `access to ${number.format(count)} pieces of bonus content`;
    }
    return count === 1 ? "a gift" : many(count, "gift");
  },

  promised: {
    milestone: (what, friends) => `${what} for the ${ordinal(friends)} friend`,
    level: (what, counted, count) => `${what} for ${countedAs[counted](count)}`,
    placing: (what, placing) => `${what} for ${places(placing)} in ${inEach[placing.period]}`,
  },

  conditions({ newCustomer, minimum }) {
    const order = minimum && `an order from ${minimum.amount} ${minimum.measure}`;
    if (newCustomer) return order ? `For new customers, with ${order}.` : "For new customers.";
    return order && `With ${order}.`;
  },
  arrival: (arrival) =>
    `${arrival.isCode ? "Your code comes by e-mail" : "Your reward comes"} ${after(arrival, "their")}; a cancelled order earns nothing.`,
  offerConditions: ({ newCustomer, minimum, days: n, hasBenefit }) =>
    sentences(
      offeredFor(newCustomer, minimum && `of ${minimum.amount} or more, ${minimum.measure}`),
      hasBenefit ? `Can be used once, within ${days(n)}.` : `Your order counts within ${days(n)}.`,
    ),
  onlyTheBest: "Not together with other discount codes: what takes off more counts.",
  refusal: {
    "self-referral": "This is your own code: it is for your friends.",
    "existing-customer": "This offer is for new customers, and you have ordered here before.",
    "not-for-this-cart": "This offer cannot be used with this cart.",
    "claim-expired": "This offer has ended.",
    unknown: "This code is not known here. Check it and try again.",
    "not-applicable": "This offer does not apply to what is in your cart.",
    "other-discount": "Another code in your cart takes off as much or more, and only one of them counts.",
    "cart-not-found": "This cart is gone. Reload the page and try again.",
  },
  missing: (amount, what) => `Add ${amount} more to get ${what}.`,
  rewardConditions(kind, shop) {
    if (kind === "discount-code") return `Can be used once, on any order at ${shop}.`;
    if (kind === "store-credit") return `Can be spent on any order at ${shop}.`;
    if (kind === "points") return `Added to your points at ${shop}.`;
    if (kind === "payout" || kind === "commission") return `Paid out by ${shop}.`;
    return kind === "gated-content" ? `Can be opened at ${shop}.` : `A gift from ${shop}.`;
  },
  valid: (n) => `It is valid for ${days(n)}.`,

  measure: (includes, before) =>
    [
      ...(includes.length === 0 ? [] : [`with ${list.format(includes)}`]),
      ...(before.length === 0 ? [] : [`before ${list.format(before)}`]),
    ].join(", "),

  condition: {
    newCustomer: "Your friend must be a new customer.",
    minimum: ({ amount, measure }, afterDiscounts) =>
      `The order must come to at least ${amount}, ${discounted(measure, afterDiscounts)}.`,
    included: (what) =>
      what === "products"
        ? "The order must contain one of the products chosen for this."
        : "The order must contain a product from the categories chosen for this.",
    excluded: (what) =>
      what === "products"
        ? "An order with one of the excluded products does not count."
        : "An order with a product from the excluded categories does not count.",
    markets: (countries) => `The order must ship to one of these countries: ${countries}.`,
    nth: (n) => `Only the ${ordinal(n)} order counts.`,
    orders: (count, n) =>
      `It takes ${many(count, "order")} within ${days(n)} of the first; the one that completes them counts.`,
    captured: "The order counts once it is paid.",
    fulfilled: "The order counts once it is sent.",
    delivered: "The order counts once it is delivered.",
  },

  rule: {
    first: (side, what) =>
      side === "advocate"
        ? `You get ${what} for each friend who orders.`
        : `For their order your friend gets ${what}.`,
    every: (side, what, { months, count }) =>
      `${gets(side)} ${what} for every order ${side === "advocate" ? "of a friend" : "they place"}${
        months === null ? "" : `, for ${many(months, "month")} from the first`
      }${count === null ? "" : `, for at most ${many(count, "order")}`}.`,
    milestone: (what, friends) => `You get ${what} when your ${ordinal(friends)} friend orders.`,
    level: (what, level, counted, count) =>
      `Level ${number.format(level)}: you get ${what} once ${climbedBy[counted](count)}.`,
    placing: (what, placing) =>
      `At the end of each ${placing.period} you get ${what} for ${places(placing)} by friends who ordered${
        placing.least === null ? "" : `, with at least ${many(placing.least, "friend")}`
      }.`,
    tiers: (tiers) =>
      `It is ${list.format(tiers.map(({ from, what }) => `${what} from your ${ordinal(from)} friend`))}.`,
    atMost: (amount) => `It is at most ${amount} each time.`,
    boost: (from, to, percent) => `For orders placed from ${from} until ${to} it is ${percent} of that.`,
    comes: (side, arrival) =>
      arrival.isCode
        ? `The code comes by e-mail ${after(arrival, side === "advocate" ? "the" : "their")}.`
        : `It comes ${after(arrival, side === "advocate" ? "the" : "their")}.`,
    expires: (n) => `After that it is valid for ${days(n)}.`,
    checked: "A person checks it first.",
  },

  program: {
    friendGets: (what) => `Your friend gets ${what}, once.`,
    friendGetsNothing: "Your friend gets nothing extra.",
    advocateGetsNothing: "You get nothing yourself: this is a gift to your friend.",
    percentages: (measure, afterDiscounts) =>
      `Percentages are of the order's value, ${discounted(measure, afterDiscounts)}.`,
    window: (n) => `After using your link, your friend has ${days(n)} to order.`,
    touch: (which) => `If others invited them too, the ${which} invitation counts.`,
    binding: (n) => `A friend stays linked to you for ${days(n)}.`,
    nameShare: "Your friend may give your name instead of your code.",
    perAdvocate: (count) => `You can earn ${many(count, "reward")} at most.`,
    perAdvocatePeriod: (count, period) => `You can earn ${many(count, "reward")} ${inEach[period]} at most.`,
    perProgram: (count) => `There ${count === 1 ? "is" : "are"} ${many(count, "reward")} in all.`,
    budget: (amount) => `All rewards together come to ${amount} at most.`,
    markets: (countries) => `This is for orders to these countries: ${countries}.`,
    starts: (at) => `This starts on ${at}.`,
    ends: (at) => `This ends on ${at}.`,
    runs: (from, to) => `This runs from ${from} until ${to}.`,
    ownOrders: "Your own orders do not count.",
    reversal:
      "If an order is cancelled, its reward is taken back; if it is refunded in part, that part of the reward is.",
  },
};

function offeredFor(newCustomer: boolean, of: string | null): string | null {
  if (newCustomer) return of ? `For your first order ${of}.` : "For your first order.";
  return of && `For an order ${of}.`;
}
