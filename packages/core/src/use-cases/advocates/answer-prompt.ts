import type { Engine } from "../../ports/ports";
import { enrolBuyer, loadWithBuyer } from "./enrol-buyer";

/** "No thanks" is remembered for 90 days. */
const coolDown = 90 * 86_400_000;

/** Keeps "No thanks", or takes it back. False when the shop does not know the order. */
export async function answerPrompt(
  engine: Engine,
  input: { orderId: string; answer: "dismissed" | "undone" },
): Promise<{ accepted: boolean }> {
  const order = await loadWithBuyer(engine, input.orderId);
  if (order === null) return { accepted: false };
  const until = input.answer === "dismissed" ? new Date(engine.clock.now().getTime() + coolDown) : null;
  const programs = await engine.book.open();
  await engine.store.transaction(async (stores) => {
    const { participant } = await enrolBuyer(engine, stores, order, programs);
    await stores.participants.dismiss(participant.id, until);
  });
  return { accepted: true };
}
