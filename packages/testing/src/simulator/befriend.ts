import type { Hint } from "./history";
import type { Person } from "./people";
import type { Scene } from "./scene";

/** Programs whose friends earn once. */
export const plainPrograms = ["fixed", "hybrid", "captured"];

/** A new person sent by somebody of a program; nobody comes in a wave where nobody has a code yet. */
export function befriend(
  scene: Scene,
  program: string,
  tell: (person: Person, hint: Hint, advocate: Person) => void,
): void {
  const advocate = scene.advocate(program);
  if (advocate === null) return;
  const person = scene.arrive(program);
  person.referred = true;
  tell(person, scene.hintTo(advocate), advocate);
  scene.shares(person);
}
