import type { Order } from "../../order/order";
import type { Engine } from "../../ports/ports";
import { bindingDaysOf } from "../../program/binding-days";
import type { Program } from "../../program/program";
import type { Referral, ReferralSource } from "../../referral/referral";
import type { Draft } from "../queue/draft";

const day = 86_400_000;

interface Fresh {
  readonly code: string;
  readonly advocateId: string;
  readonly source: ReferralSource;
  readonly claimedAt: Date;
}

/** Makes the order part of the relation: the one there is, or one that begins with it. */
export function relate(
  engine: Engine,
  draft: Draft,
  order: Order,
  buyerId: string,
  program: Program,
  { known, fresh }: { known: Referral | null; fresh: Fresh },
): Referral {
  // A later order of a friend who is bound: the relation stays as it is.
  if (known !== null && known.orderId !== null && known.orderId !== order.id) return known;
  const referral =
    known ??
    draft.begin({
      ...fresh,
      id: engine.ids.id("referral"),
      programId: program.id,
      programVersion: program.version,
      state: fresh.source === "cookie" ? "clicked" : "claimed",
      claimHash: null,
      benefitCode: null,
      friendId: null,
      orderId: null,
      convertedAt: null,
      reasons: [],
    });
  const change = { friendId: buyerId, orderId: order.id, convertedAt: order.placedAt };
  const converted = draft.move(referral.id, "converted", change);
  const days = bindingDaysOf(program);
  if (days !== null && buyerId !== referral.advocateId && draft.binding(program.id, buyerId) === null) {
    draft.bind({
      programId: program.id,
      friendId: buyerId,
      referralId: referral.id,
      boundAt: order.placedAt,
      until: days === Number.POSITIVE_INFINITY ? null : new Date(order.placedAt.getTime() + days * day),
    });
    // Events come in any sequence: later orders of the friend that are here already may be the advocate's too.
    for (const { orderId } of draft.standing(buyerId)) {
      if (orderId === order.id) continue;
      draft.messages.push({
        id: engine.ids.id("recheck"),
        key: `recheck:bound:${orderId}`,
        kind: "recheck-order",
        payload: { orderId },
        availableAt: engine.clock.now(),
      });
    }
  }
  return converted;
}
