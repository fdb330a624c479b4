import fc from "fast-check";
import { currency } from "../money/money";
import { reversalFor } from "../money/proration";
import {
  accounts,
  expiredEntry,
  grantedEntry,
  issuedEntry,
  type LedgerEntry,
  redeemedEntry,
  reversedEntry,
} from "./ledger";
import { payoutOf } from "./payout";
import { moveReward, type Reward } from "./reward";

const numRuns = Number(process.env.GOODWORD_RUNS ?? 1_000);

const acts = [
  "grant",
  "approve",
  "decline",
  "appeal",
  "issue",
  "adjust",
  "redeem",
  "expire",
  "refund",
  "cancel",
] as const;
type Act = (typeof acts)[number];

const orderValue = 9_000n;
const at = { id: "entry", postedAt: new Date(0) };

const granted = (nth: number, code: string, amount: bigint): Reward => ({
  id: `reward_${nth}`,
  programId: "p",
  programVersion: 1,
  orderId: `order_${nth}`,
  referralId: null,
  rule: "friend-order",
  side: "advocate",
  kind: "store-credit",
  participantId: "anna",
  value: { amount, currency: currency(code) },
  reversed: 0n,
  restored: 0n,
  payout: null,
  settled: 0n,
  state: "pending",
  code: `THANKS-${nth}`,
  dueAt: new Date(0),
  createdAt: new Date(0),
  issuedAt: null,
  reversedAt: null,
  expiresAt: null,
  usedBeforeReversal: null,
  declined: null,
  verdict: null,
  review: null,
});

/** One advocate's rewards, each act as the engine books it; an act that is not legal now does nothing. */
class Books {
  readonly entries: LedgerEntry[] = [];
  /** What was used at the till, by currency: told by the host, not by the ledger. */
  readonly used = new Map<string, bigint>();
  readonly rewards: Reward[] = [];
  private readonly refunded = new Map<string, bigint>();

  balance(account: string, code: string): bigint {
    return this.entries
      .flatMap(({ postings }) => postings)
      .filter((posting) => posting.account === account && posting.currency === code)
      .reduce((sum, { amount }) => sum + amount, 0n);
  }

  sum(code: string): bigint {
    return this.entries
      .flatMap(({ postings }) => postings)
      .filter((posting) => posting.currency === code)
      .reduce((sum, { amount }) => sum + amount, 0n);
  }

  act(act: Act, pick: number, amount: bigint, code: string): void {
    if (act === "grant") {
      const reward = granted(this.rewards.length, code, amount);
      this.rewards.push(reward);
      this.entries.push(grantedEntry(reward, at));
      return;
    }
    const reward = this.rewards[pick % this.rewards.length];
    const next = reward && this[act](reward, amount);
    if (next) this.rewards[this.rewards.indexOf(reward)] = next;
  }

  /** Uses or expires all that is still open, so that nothing is owed to anybody. */
  finish(): void {
    for (const act of ["approve", "issue", "adjust"] as const) {
      for (const [nth, reward] of this.rewards.entries()) {
        const next = this[act](reward);
        if (next) this.rewards[nth] = next;
      }
    }
    for (const [nth, reward] of this.rewards.entries()) {
      const next = nth % 2 === 0 ? this.redeem(reward) : this.expire(reward);
      if (next) this.rewards[nth] = next;
    }
  }

  private approve(reward: Reward): Reward | null {
    return reward.state === "pending" ? moveReward(reward, "approved") : null;
  }

  private decline(reward: Reward): Reward | null {
    if (reward.state !== "pending") return null;
    const { amount } = reward.value;
    this.entries.push(reversedEntry(reward, amount - reward.reversed, "declined", at));
    return moveReward(reward, "declined", { reversed: amount });
  }

  private appeal(reward: Reward): Reward | null {
    if (reward.state !== "declined") return null;
    const pending = moveReward(reward, "pending", { reversed: 0n });
    this.entries.push(grantedEntry(pending, at, "appeal"));
    return pending;
  }

  private issue(reward: Reward): Reward | null {
    if (reward.state !== "approved") return null;
    const owed = this.balance(accounts.issued("anna"), reward.value.currency);
    this.entries.push(issuedEntry(reward, at));
    return moveReward(reward, "issued", { payout: payoutOf(reward, owed) });
  }

  /** The host exchanges the code for one of what is left. */
  private adjust(reward: Reward): Reward | null {
    const left = reward.value.amount - reward.reversed;
    if (reward.state !== "issued" || reward.payout === null || left >= reward.payout) return null;
    return { ...reward, payout: left };
  }

  private redeem(reward: Reward): Reward | null {
    if (reward.state !== "issued") return null;
    const code = reward.value.currency;
    this.used.set(code, (this.used.get(code) ?? 0n) + (reward.payout ?? 0n));
    this.entries.push(redeemedEntry(reward, at));
    return moveReward(reward, "redeemed");
  }

  private expire(reward: Reward): Reward | null {
    if (reward.state !== "issued") return null;
    this.entries.push(expiredEntry(reward, at));
    return moveReward(reward, "expired");
  }

  private refund(reward: Reward, amount: bigint): Reward | null {
    const refunded = (this.refunded.get(reward.id) ?? 0n) + amount;
    this.refunded.set(reward.id, refunded);
    const { value, reversed } = reward;
    return this.reverse(reward, reversalFor({ value: value.amount, reversed, orderValue, refunded }));
  }

  private cancel(reward: Reward): Reward | null {
    return this.reverse(reward, reward.value.amount - reward.reversed);
  }

  private reverse(reward: Reward, amount: bigint): Reward | null {
    if (reward.state === "reversed" || reward.state === "declined") return null;
    // What lapsed is no liability any more.
    const lapsed = reward.state === "expired" ? (reward.payout ?? 0n) : 0n;
    const open = reward.value.amount - reward.reversed - lapsed;
    const taken = amount < open ? amount : open;
    if (taken <= 0n) return null;
    this.entries.push(reversedEntry(reward, taken, `refund-${this.entries.length}`, at));
    const reversed = reward.reversed + taken;
    return reversed === reward.value.amount
      ? moveReward(reward, "reversed", { reversed })
      : { ...reward, reversed };
  }
}

const step = fc.record({
  act: fc.constantFrom(...acts),
  pick: fc.nat({ max: 20 }),
  amount: fc.bigInt(1n, 4_000n),
  code: fc.constantFrom("eur", "points"),
});

describe("the ledger of any legal history", () => {
  const expense = accounts.expense("p");
  const redeemed = accounts.redeemed("p");
  const promised = accounts.promised("anna");
  const issued = accounts.issued("anna");

  it("sums to zero in each currency after every act, and costs at the end what was used", () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 30 }), (steps) => {
        const books = new Books();
        for (const { act, pick, amount, code } of steps) {
          books.act(act, pick, amount, code);
          expect([books.sum("eur"), books.sum("points")]).toEqual([0n, 0n]);
        }
        books.finish();
        for (const code of ["eur", "points"]) {
          const used = books.used.get(code) ?? 0n;
          const debt = books.balance(issued, code);
          expect(books.balance(redeemed, code)).toBe(-used);
          expect(books.balance(promised, code)).toBe(0n);
          // Nothing is owed to anybody any more, and nobody owes more than they used.
          expect(debt >= 0n && debt <= used).toBe(true);
          expect(books.balance(expense, code)).toBe(used - debt);
        }
      }),
      { numRuns },
    );
  });

  it("is at nothing when every order is cancelled before anything was used", () => {
    const harmless = step.filter(({ act }) => act !== "redeem");
    fc.assert(
      fc.property(fc.array(harmless, { minLength: 1, maxLength: 30 }), (steps) => {
        const books = new Books();
        for (const { act, pick, amount, code } of steps) books.act(act, pick, amount, code);
        for (const nth of books.rewards.keys()) books.act("cancel", nth, 0n, "eur");
        for (const code of ["eur", "points"]) {
          const left = [expense, redeemed, promised, issued].map((account) => books.balance(account, code));
          expect(left).toEqual([0n, 0n, 0n, 0n]);
        }
      }),
      { numRuns },
    );
  });

  it("shows as a debt what was used and then reversed, and the next reward pays it", () => {
    const books = new Books();
    books.act("grant", 0, 1_000n, "eur");
    for (const act of ["approve", "issue", "redeem", "cancel"] as const) books.act(act, 0, 0n, "eur");
    expect(books.balance(issued, "eur")).toBe(1_000n);
    expect(books.balance(expense, "eur")).toBe(0n);
    books.act("grant", 0, 1_500n, "eur");
    for (const act of ["approve", "issue"] as const) books.act(act, 1, 0n, "eur");
    expect(books.rewards[1]?.payout).toBe(500n);
    expect(books.balance(issued, "eur")).toBe(-500n);
    books.act("redeem", 1, 0n, "eur");
    expect(books.balance(issued, "eur")).toBe(0n);
    expect(books.balance(expense, "eur")).toBe(1_500n);
    expect(books.balance(redeemed, "eur")).toBe(-1_500n);
  });
});
