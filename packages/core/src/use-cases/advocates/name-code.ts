import { displayName } from "../../person/display-name";
import { nameKey } from "../../person/name-key";
import type { Engine } from "../../ports/ports";
import { newAdvocateCode } from "../../referral/code";
import { humanPart } from "../../referral/code-human-part";
import { checkVanityCode, type VanityCodeCheck } from "../../referral/vanity-code";
import { enrolBuyer, loadWithBuyer } from "./enrol-buyer";

const longestName = 20;

/**
 * An advocate agrees to be named: their code carries the first name, and a friend may name them where the program
 * allows it. An empty name takes it back; the code before still works. False when the shop does not know the order.
 */
export async function nameAdvocate(
  engine: Engine,
  input: { orderId: string; name: string },
): Promise<{ named: boolean; code: string | null }> {
  const order = await loadWithBuyer(engine, input.orderId);
  if (order === null) return { named: false, code: null };
  const display = displayName(input.name) ?? "";
  // No address in disguise: a name that friends see is short and has no dot.
  const key = display.includes(".") || display.length > longestName ? null : nameKey(display);
  const programs = await engine.book.open();
  return engine.store.transaction(async (stores) => {
    const { participant, program, code } = await enrolBuyer(engine, stores, order, programs);
    await stores.participants.name(participant.id, key === null ? null : { display, key });
    const word = key === null ? null : humanPart(display.split(" ")[0] ?? "");
    if (program === null || word === null) return { named: key !== null, code: code?.code ?? null };
    if (code?.code.startsWith(`${word}-`)) return { named: true, code: code.code };
    const own = {
      code: newAdvocateCode({ firstName: display.split(" ")[0] ?? "", word: program.codeWord }, engine.ids),
      programId: program.id,
      participantId: participant.id,
      status: "active" as const,
      primary: true,
      createdAt: engine.clock.now(),
    };
    const replaced = await stores.codes.replace(own);
    return { named: true, code: replaced ? own.code : (code?.code ?? null) };
  });
}

/** The merchant gives an advocate a code of their choice, such as `FRIEND`. The codes before still work. */
export async function setVanityCode(
  engine: Engine,
  input: { participantId: string; programId: string; code: string },
): Promise<VanityCodeCheck> {
  const checked = checkVanityCode(input.code);
  if (checked.problem !== null) return checked;
  const replaced = await engine.store.transaction((stores) =>
    stores.codes.replace({
      code: checked.code,
      programId: input.programId,
      participantId: input.participantId,
      status: "active",
      primary: true,
      createdAt: engine.clock.now(),
    }),
  );
  if (replaced) return checked;
  const message = "code: this one belongs to somebody else; choose another.";
  return { code: null, problem: { field: "code", code: "GW_CODE_TAKEN", message } };
}
