import {
  type Candidate,
  createGoodword,
  type Goodword,
  type Order,
  type ReferralState,
  type RewardState,
  type Store,
} from "@goodword/core";
import { anOrder } from "../../builders";
import { memoryBenefit, memoryIssuer, memoryNotifier, memoryOrders } from "../../memory-host";
import { testClock } from "../../test-clock";
import { testIds } from "../../test-ids";
import type { OpenStore } from "../describe-store";
import { type LifeProgram, lifePrograms } from "./life-programs";

export interface LifePerson {
  readonly email: string;
  /** Null for a guest for good. */
  readonly customerId: string | null;
  /** An order named them and somebody else: they are proposed to be one, and staff may make them one, and two again. */
  doubted: boolean;
  dismissedUntil: Date | null;
}

export interface LifeClaim {
  readonly token: string;
  readonly advocate: LifePerson;
  readonly at: Date;
  readonly version: number;
  orders: number;
}

/** What a host's order is, and what speaks for its buyer having been sent. */
export interface LifeOrder {
  readonly id: string;
  readonly person: LifePerson;
  readonly value: bigint;
  readonly placedAt: Date;
  readonly claim: LifeClaim | null;
  /** A typed code or a cookie's, with whose it is. */
  readonly code: { readonly kind: Candidate["kind"]; readonly advocate: LifePerson } | null;
  /** The version that a typed code leads to, where nothing changed until the order was heard of. */
  readonly codeVersion: number | null;
  readonly flag: "device" | "card" | null;
  /** The engine was told at once when it was placed. */
  readonly heard: boolean;
  /** Staff, or an appeal, had a say. */
  touched: boolean;
  refunded: bigint;
  canceledAt: Date | null;
  captured: boolean;
  fulfilledAt: Date | null;
}

/** What is expected: plain facts of what was done, of nothing that the engine decided. */
export interface LifeModel {
  readonly people: LifePerson[];
  readonly orders: LifeOrder[];
  readonly claims: LifeClaim[];
  readonly codes: Map<string, { readonly advocate: LifePerson; active: boolean }>;
  /** Everything that the host could tell, heard of or not. */
  readonly events: { readonly event: string; readonly orderId: string }[];
  /** Which of `lifePrograms` each version is. */
  readonly versions: Map<number, LifeProgram>;
  /** Ids of those that staff made. */
  readonly merges: string[];
  version: number;
  live: boolean;
  /** What people used, by code, and whether the host told of it. */
  readonly used: Map<string, { readonly amount: bigint; told: boolean }>;
  /** A message was set aside because the host failed so often: nothing more is predicted. */
  gaveUp: boolean;
  /** Commands done. */
  done: number;
  /** As last seen, to know illegal moves. */
  readonly seenRewards: Map<string, { state: RewardState; reversed: bigint }>;
  readonly seenReferrals: Map<string, ReferralState>;
  readonly seenPeople: Set<string>;
  mailsSeen: number;
  readonly history: string[];
}

export interface LifeShop {
  readonly store: Store;
  readonly clock: ReturnType<typeof testClock>;
  readonly orders: ReturnType<typeof memoryOrders>;
  readonly issuer: ReturnType<typeof memoryIssuer>;
  readonly notifier: ReturnType<typeof memoryNotifier>;
  readonly goodword: Goodword;
  /** What the engine warned of. */
  readonly warnings: { readonly message: string; readonly reason: string; readonly key: string }[];
  readonly close: () => Promise<void>;
}

export async function openLife(
  open: OpenStore,
  first: number,
): Promise<{ model: LifeModel; real: LifeShop }> {
  const { store: opened, close } = await open();
  const clock = testClock();
  const store: Store = { ...opened, now: async () => clock.now() };
  const orders = memoryOrders();
  const issuer = memoryIssuer();
  const notifier = memoryNotifier();
  const warnings: LifeShop["warnings"] = [];
  const log = {
    warn: (message: string, { reason, key }: Readonly<Record<string, string | number>>) => {
      warnings.push({ message, reason: String(reason), key: String(key) });
    },
  };
  const program = lifePrograms[first % lifePrograms.length] as LifeProgram;
  const goodword = createGoodword(
    { store, clock, ids: testIds(7), orders, issuer, benefit: memoryBenefit(), notifier, log },
    { secret: "s".repeat(32), programs: [program.definition], mails: { orderConfirmation: true } },
  );
  // From now on orders count, and the program is there.
  await goodword.reconcile();
  await goodword.showOffer({ code: "NOBODYS" });
  return {
    real: { store, clock, orders, issuer, notifier, goodword, warnings, close },
    model: {
      people: [],
      orders: [],
      claims: [],
      codes: new Map(),
      events: [],
      versions: new Map([[1, program]]),
      merges: [],
      version: 1,
      live: true,
      used: new Map(),
      gaveUp: false,
      done: 0,
      seenRewards: new Map(),
      seenReferrals: new Map(),
      seenPeople: new Set(),
      mailsSeen: 0,
      history: [],
    },
  };
}

/** How a host tells a life's order. */
export function hostOrder({ id, person, value, placedAt }: LifeOrder, change: Partial<Order>): Order {
  const name = person.email.split("@")[0];
  return anOrder({
    id,
    displayId: id,
    email: person.email,
    firstName: name ?? null,
    placedAt,
    value,
    subtotal: value,
    total: value,
    lines: [],
    ...change,
  });
}

export function pick<T>(items: readonly T[], n: number): T {
  return items[n % items.length] as T;
}

export function isDead({ canceledAt, refunded, value }: LifeOrder): boolean {
  return canceledAt !== null || refunded >= value;
}
