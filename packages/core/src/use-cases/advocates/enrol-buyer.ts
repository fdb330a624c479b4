import { GoodwordError } from "../../errors";
import type { Order } from "../../order/order";
import { identitiesOf } from "../../person/identity";
import type { Participant } from "../../person/participant";
import type { Engine } from "../../ports/ports";
import type { Enrolled, Stores } from "../../ports/store";
import { chooseProgram } from "../../program/choose-program";
import type { Program } from "../../program/program";
import type { StoredProgram } from "../../program/stored-program";
import { newCode, type ReferralCode } from "../../referral/code";
import { type IdentityProposal, proposalsOf } from "../../referral/proposal";

/** A buyer as an advocate. Their program and code are null where no program is open to their order. */
export interface Buyer {
  readonly participant: Participant;
  readonly isNew: boolean;
  readonly program: Program | null;
  readonly code: ReferralCode | null;
}

/** An order whose buyer can be known again; null for any other, and for one the host does not know. */
export async function loadWithBuyer(engine: Engine, orderId: string): Promise<Order | null> {
  const [order] = await engine.orders.load([orderId]);
  return order !== undefined && hasBuyer(engine, order) ? order : null;
}

/** Whether an order's buyer can be known again: nobody can be thanked or written to otherwise. */
export function hasBuyer(engine: Engine, order: Order): boolean {
  return identitiesOf(engine.options.secret, order).own.length > 0;
}

/** The program that asks an order's buyer to share, or null. */
function programFor(engine: Engine, programs: readonly StoredProgram[], order: Order): Program | null {
  const { salesChannel, country, currency } = order;
  const context = { salesChannel, country, now: engine.clock.now() };
  // Where none is offered in the order's currency, the buyer still belongs to one: a later order may be in another.
  return chooseProgram(programs, { ...context, currency }) ?? chooseProgram(programs, context);
}

/** The buyer of one order. `programs` are read before a transaction begins: SQLite has one connection. */
export async function enrolBuyer(
  engine: Engine,
  stores: Stores,
  order: Order,
  programs: readonly StoredProgram[],
): Promise<Buyer> {
  const [buyer] = await enrolBuyers(engine, stores, [order], programs);
  return buyer as Buyer;
}

/**
 * The buyers of orders as advocates with a code each, guests or not, in the order asked. Idempotent: the same
 * person, the same code. No order merges two records: what looks like one person is proposed to staff.
 */
export async function enrolBuyers(
  engine: Engine,
  stores: Stores,
  orders: readonly Order[],
  programs: readonly StoredProgram[],
): Promise<Buyer[]> {
  const { clock, ids, options } = engine;
  const enrolled = await stores.participants.enrol(
    orders.map((order) => ({
      candidate: {
        id: ids.id("participant"),
        firstOrderId: order.id,
        locale: order.locale,
        enrolledAt: clock.now(),
        dismissedUntil: null,
      },
      ...identitiesOf(options.secret, order),
    })),
  );
  const proposals = enrolled.flatMap((one, place) => proposed(engine, one, orders[place] as Order));
  if (proposals.length > 0) await stores.proposals.propose(proposals);
  const chosen = orders.map((order) => programFor(engine, programs, order));
  const codes = await codesOf(engine, stores, enrolled, chosen);
  return enrolled.map(({ participant, isNew }, place) => {
    const program = chosen[place] ?? null;
    return {
      participant,
      isNew,
      program,
      code: program && (codes.get(codeKey(program.id, participant.id)) ?? null),
    };
  });
}

async function codesOf(
  engine: Engine,
  stores: Stores,
  enrolled: readonly Enrolled[],
  programs: readonly (Program | null)[],
): Promise<Map<string, ReferralCode>> {
  const codes = new Map<string, ReferralCode>();
  const wanted = new Map<string, { program: Program; participantId: string; isNew: boolean }>();
  enrolled.forEach(({ participant, isNew }, place) => {
    const program = programs[place];
    if (!program) return;
    const key = codeKey(program.id, participant.id);
    if (!wanted.has(key)) wanted.set(key, { program, participantId: participant.id, isNew });
  });
  const known = [...wanted.values()].filter(({ isNew }) => !isNew);
  for (const programId of new Set(known.map(({ program }) => program.id))) {
    const people = known.filter(({ program }) => program.id === programId);
    const found = await stores.codes.primary(
      programId,
      people.map(({ participantId }) => participantId),
    );
    for (const code of found) codes.set(codeKey(programId, code.participantId), code);
  }
  for (let tries = 0; tries < 5; tries += 1) {
    const missing = [...wanted].filter(([key]) => !codes.has(key)).map(([, want]) => want);
    if (missing.length === 0) return codes;
    const minted = await stores.codes.mint(
      missing.map(({ program, participantId }) => ({
        code: newCode(program.codeWord, engine.ids),
        programId: program.id,
        participantId,
        status: "active" as const,
        primary: true,
        createdAt: engine.clock.now(),
      })),
    );
    for (const answer of minted) {
      if (answer.outcome !== "taken") {
        codes.set(codeKey(answer.code.programId, answer.code.participantId), answer.code);
      }
    }
  }
  throw new GoodwordError(
    "GW_CODE_SPACE",
    "codes: five new codes in a row were taken; is the source of randomness broken?",
  );
}

/** The order shows that its buyer may be somebody who is known already. */
function proposed(
  { ids, clock }: Engine,
  { participant, others }: Enrolled,
  order: Order,
): IdentityProposal[] {
  return proposalsOf(participant.id, others).map((pair) => ({
    ...pair,
    id: ids.id("proposal"),
    orderId: order.id,
    proposedAt: clock.now(),
    state: "open",
    decision: null,
  }));
}

const codeKey = (programId: string, participantId: string) => `${programId}|${participantId}`;
