import type { Engine } from "../../ports/ports";
import { enrolBuyer, loadWithBuyer } from "./enrol-buyer";

export const shareChannels = ["copy", "native", "whatsapp", "telegram"] as const;
export type ShareChannel = (typeof shareChannels)[number];

/** Counts a share once per order and channel. `isKnown` says whether there is such an order. */
export async function recordShare(
  engine: Engine,
  input: { orderId: string; channel: ShareChannel },
): Promise<{ recorded: boolean; isKnown: boolean }> {
  const order = await loadWithBuyer(engine, input.orderId);
  if (order === null) return { recorded: false, isKnown: false };
  const programs = await engine.book.open();
  return engine.store.transaction(async (stores) => {
    const { participant, program } = await enrolBuyer(engine, stores, order, programs);
    const recorded = await stores.shares.record({
      id: engine.ids.id("share"),
      participantId: participant.id,
      orderId: order.id,
      channel: input.channel,
      sharedAt: engine.clock.now(),
    });
    if (recorded && program?.rewards.some(({ trigger }) => trigger.on === "level")) {
      await stores.outbox.put([
        {
          id: engine.ids.id("climb"),
          key: `climb:share:${order.id}:${input.channel}`,
          kind: "climb-ladder",
          payload: { programId: program.id, advocateId: participant.id },
          availableAt: engine.clock.now(),
        },
      ]);
    }
    return { recorded, isKnown: true };
  });
}
