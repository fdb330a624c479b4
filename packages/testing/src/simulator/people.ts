import type { Chance } from "./chance";
import type { CodeOf, PlacedOrder, SimulatedTraces } from "./history";

/** A shopper as the plan remembers them. */
export interface Person {
  readonly id: number;
  readonly channel: string;
  readonly email: string;
  readonly customerId: string | null;
  readonly traces: SimulatedTraces;
  readonly orders: PlacedOrder[];
  /** Somebody's code was used once. */
  referred: boolean;
  /** Others' chains end here: they never become anybody's friend, or two chains could close at once. */
  root: boolean;
  /** Part of a story of its own: not to be picked for another. */
  busy: boolean;
}

const noTraces: SimulatedTraces = {
  phone: null,
  payment: null,
  device: null,
  ip: null,
  userAgent: null,
  paidSearch: false,
};

/** Every third person can be known by more than their address, every fifth is at Gmail, every fourth has an account. */
export function newPerson(id: number, channel: string): Person {
  const email = id % 5 === 0 ? `p${id}@gmail.com` : `p${id}@mail.example`;
  return {
    id,
    channel,
    email,
    customerId: id % 4 === 0 ? `customer-${id}` : null,
    traces: id % 3 === 0 ? tracesOf(id) : noTraces,
    orders: [],
    referred: false,
    root: false,
    busy: false,
  };
}

function tracesOf(id: number): SimulatedTraces {
  return {
    phone: `+49 151 ${String(id).padStart(9, "0")}`,
    payment: `card-${id}`,
    device: `device-${id}`,
    ip: `2001:db8::${id.toString(16)}`,
    userAgent: "Simulated/1.0",
    paidSearch: false,
  };
}

/** The same mailbox, written so that only the provider's rules tell. */
export function otherSpelling({ id, email }: Person): string {
  return id % 5 === 0 ? `${[...`P${id}`].join(".")}+again@GoogleMail.com` : ` ${email.toUpperCase()} `;
}

/** What a friend shows of themselves when they share something with the advocate, with what it is worth. */
export function suspicious(
  advocate: Person,
  friend: Person,
  chance: Chance,
): Pick<PlacedOrder, "email" | "traces"> {
  const { traces } = advocate;
  const own = { email: friend.email, traces: noTraces };
  const throwaway = `p${friend.id}@mailinator.com`;
  const near = `p${advocate.id}+n${friend.id}@elsewhere.example`;
  const visit = { ip: traces.ip, userAgent: traces.userAgent };
  return chance.pick([
    { ...own, email: throwaway },
    { email: throwaway, traces: { ...noTraces, ...visit } },
    { ...own, traces: { ...noTraces, ...visit } },
    { ...own, traces: { ...noTraces, device: traces.device } },
    { ...own, traces: { ...noTraces, paidSearch: true } },
    { email: throwaway, traces: { ...noTraces, paidSearch: true } },
    { ...own, traces: { ...noTraces, payment: traces.payment } },
    { email: throwaway, traces: { ...noTraces, payment: traces.payment } },
    { ...own, traces: { ...noTraces, phone: traces.phone } },
    ...(advocate.id % 5 === 0 ? [] : [{ ...own, email: near }]),
  ]);
}

/** The code that a person's first order showed them. */
export function codeOf(person: Person): CodeOf {
  return { person: person.id, program: person.channel, orderId: person.orders[0]?.id ?? "" };
}
