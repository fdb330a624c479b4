import type { RecordedOrder, Reward, RewardRule } from "@goodword/core";
import type { Seen } from "./check-life";
import { isDead, type LifeModel, type LifeOrder } from "./life";
import type { LifeProgram } from "./life-programs";

const window = 30 * 86_400_000;

/** What must have become of an order; null where other orders or people decide too. */
interface Prediction {
  readonly verdict: RecordedOrder["verdict"];
  readonly reason: string | null;
  /** By rule; without what was reversed. */
  readonly rewards: ReadonlyMap<string, bigint>;
}

/** Compares every order of which the outcome can be known; answers how many those were. */
export function checkPredictions(model: LifeModel, { rows, rewards }: Seen): number {
  if (model.gaveUp) return 0;
  let predicted = 0;
  for (const order of model.orders) {
    const row = rows.find(({ orderId }) => orderId === order.id);
    if (row === undefined) throw new Error(`${order.id} was never recorded`);
    const expected = predict(model, order);
    if (expected === null) continue;
    predicted += 1;
    const { verdict, reasons } = row;
    const own = rewards.filter(({ orderId, rule }) => orderId === order.id && rule !== "second-friend");
    if (
      verdict !== expected.verdict ||
      (expected.reason !== null && !reasons.includes(expected.reason as never))
    ) {
      throw new Error(
        `${order.id} is ${verdict} (${reasons}), expected ${expected.verdict} (${expected.reason ?? ""})`,
      );
    }
    const net = new Map(own.map((reward) => [reward.rule, netOf(order, reward)]));
    const wanted = new Map(
      [...expected.rewards].map(([rule, value]) => [rule, value - reversedOf(order, value)]),
    );
    expect([order.id, net]).toEqual([order.id, wanted]);
    // A decline that nobody looked at stays one, so that it can be appealed.
    if (expected.reason === "trust-declined") {
      expect([order.id, own.filter(({ state }) => state !== "declined")]).toEqual([order.id, []]);
    }
  }
  return predicted;
}

/** What expired unused is no liability: of it nothing more is taken back. */
function netOf(order: LifeOrder, { value, reversed, state, declined }: Reward): bigint {
  if (declined !== null) return 0n;
  return value.amount - (state === "expired" ? reversedOf(order, value.amount) : reversed);
}

/** What an order's refunds take of a reward: half to even, in whole minor units. */
export function reversedOf({ refunded, value: orderValue }: LifeOrder, value: bigint): bigint {
  const doubled = 2n * value * refunded;
  const floor = doubled / (2n * orderValue);
  const rest = doubled % (2n * orderValue);
  if (rest === orderValue) return floor + (floor % 2n);
  return rest > orderValue ? floor + 1n : floor;
}

function predict(model: LifeModel, order: LifeOrder): Prediction | null {
  const { person, claim, code, touched } = order;
  if (touched || person.doubted || isDead(order)) return null;
  const own = model.orders.filter((other) => other.person === person);
  if (own.some((other) => other.touched)) return null;
  const none = { verdict: "none", reason: null, rewards: new Map() } as const;
  if (own.every((other) => other.claim === null && other.code === null)) return none;
  if (claim !== null && code !== null) return null;
  const advocate = claim?.advocate ?? code?.advocate;
  if (advocate === undefined || advocate.doubted) return null;
  const version = claim === null ? order.codeVersion : claim.version;
  const program = version === null ? undefined : model.versions.get(version);
  if (program === undefined || program.definition.caps !== undefined) return null;
  if (claim !== null && (claim.orders > 1 || order.placedAt.getTime() - claim.at.getTime() > window))
    return null;
  const others = own.filter((other) => other !== order);
  if (advocate === person) {
    // Whom another order bound to somebody is theirs.
    const isBound = others.some((other) => other.claim !== null || other.code !== null);
    return isBound ? null : { verdict: "rejected", reason: "self-referral", rewards: new Map() };
  }
  if (others.length > 0) return known(program, order, others);
  return first(model, program, order);
}

/** Somebody who bought before and was sent by nobody then. */
function known(program: LifeProgram, order: LifeOrder, others: readonly LifeOrder[]): Prediction | null {
  const isNew = program.definition.conditions.some(({ type }) => type === "new-customer");
  if (!isNew || others.some((other) => other.claim !== null || other.code !== null)) return null;
  if (!others.some((other) => other.placedAt < order.placedAt && other.canceledAt === null)) return null;
  return { verdict: "rejected", reason: "existing-customer", rewards: new Map() };
}

function first(model: LifeModel, { definition }: LifeProgram, order: LifeOrder): Prediction | null {
  const nothing = new Map<string, bigint>();
  const asks = (type: string) => definition.conditions.some((condition) => condition.type === type);
  if (asks("minimum-order") && order.value < 1_500n) {
    return { verdict: "rejected", reason: "below-minimum", rewards: nothing };
  }
  if (asks("captured") && !order.captured) return { verdict: "waiting", reason: null, rewards: nothing };
  const rules = definition.rewards.filter(({ trigger }) => trigger.on === "order");
  if (order.flag === "card") {
    const declined = new Map(rules.map((rule) => [rule.id, 0n]));
    return order.refunded > 0n || !showedCard(model, order)
      ? null
      : { verdict: "rejected", reason: "trust-declined", rewards: declined };
  }
  return {
    verdict: "qualified",
    reason: null,
    rewards: new Map(rules.map((rule) => [rule.id, worth(rule, order)])),
  };
}

/** Whether the advocate had been seen with their own card. */
function showedCard({ orders }: LifeModel, order: LifeOrder): boolean {
  const advocate = order.claim?.advocate ?? order.code?.advocate;
  const before = orders.slice(0, orders.indexOf(order));
  return before.some((other) => other.person === advocate && other.heard && other.flag !== "card");
}

function worth({ amount }: RewardRule, { value }: LifeOrder): bigint {
  if (amount.type === "fixed") return BigInt(amount.amounts.eur ?? "0") * 100n;
  if (amount.type !== "percentage") throw new Error("life: no such amount is predicted");
  const hundredths = value * BigInt(Math.round(amount.percent * 100));
  const floor = hundredths / 10_000n;
  const rest = hundredths % 10_000n;
  if (rest === 5_000n) return floor + (floor % 2n);
  return rest > 5_000n ? floor + 1n : floor;
}
