import { GoodwordError } from "../errors";
import type { Order } from "../ports/order-source";
import type { Engine } from "../ports/ports";
import type { Participant, ReferralCode, Stores } from "../ports/store";
import { newCode } from "../referral/code";
import { identitiesOf } from "../referral/identity";

/** An order whose buyer can be known again; null for any other, and for one the host does not know. */
export async function loadWithBuyer(engine: Engine, orderId: string): Promise<Order | null> {
  const order = await engine.orders.load(orderId);
  return order !== null && identitiesOf(engine.options.secret, order).length > 0 ? order : null;
}

/** The buyer of an order as an advocate with a code, guest or not. Idempotent: the same person, the same code. */
export async function enrolBuyer(
  engine: Engine,
  stores: Stores,
  order: Order,
): Promise<{ participant: Participant; code: ReferralCode }> {
  const { clock, ids, options } = engine;
  const participant = await stores.participants.enrol(
    {
      id: ids.id("participant"),
      firstOrderId: order.id,
      locale: order.locale,
      enrolledAt: clock.now(),
      dismissedUntil: null,
    },
    identitiesOf(options.secret, order),
  );
  const known = await stores.codes.byParticipant(options.program.id, participant.id);
  if (known !== null) return { participant, code: known };
  for (let tries = 0; tries < 5; tries += 1) {
    const minted = await stores.codes.mint({
      code: newCode(options.program.codeWord, ids),
      programId: options.program.id,
      participantId: participant.id,
      status: "active",
      createdAt: clock.now(),
    });
    if (minted.outcome !== "taken") return { participant, code: minted.code };
  }
  throw new GoodwordError(
    "GW_CODE_SPACE",
    "codes: five new codes in a row were taken; is the source of randomness broken?",
  );
}
