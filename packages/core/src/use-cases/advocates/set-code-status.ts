import type { Engine } from "../../ports/ports";
import { readCode } from "../../referral/code";

/** Staff disable a code that leaked, or enable it again. False when nobody has it. */
export async function setCodeStatus(
  engine: Engine,
  input: { code: string; status: "active" | "disabled" },
): Promise<{ changed: boolean }> {
  return { changed: await engine.store.codes.setStatus(readCode(input.code) ?? "-", input.status) };
}
