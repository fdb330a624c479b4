import type { Enrolment, Identity } from "@goodword/core";
import { aParticipant } from "@goodword/testing";
import { personGroups } from "./person-groups";

const email = (value: string): Identity => ({ kind: "email", value });
const as = (id: string, ...identities: Identity[]): Enrolment => ({
  candidate: aParticipant({ id }),
  identities,
});
const found = (people: readonly Enrolment[]) =>
  personGroups(people).map(({ candidate, identities, places }) => [
    candidate.id,
    [...identities.keys()],
    places,
  ]);

describe("the people of a list", () => {
  it("are one where they share an identity, and the first leads", () => {
    expect(found([as("a", email("1")), as("b", email("2")), as("c", email("1"), email("3"))])).toEqual([
      ["a", ["email:1", "email:3"], [0, 2]],
      ["b", ["email:2"], [1]],
    ]);
  });

  it("are one where a later one joins them", () => {
    expect(found([as("a", email("1")), as("b", email("2")), as("c", email("2"), email("1"))])).toEqual([
      ["a", ["email:1", "email:2"], [0, 1, 2]],
    ]);
  });

  it("are told apart by the kind of an identity", () => {
    expect(found([as("a", email("1")), as("b", { kind: "customer", value: "1" })])).toEqual([
      ["a", ["email:1"], [0]],
      ["b", ["customer:1"], [1]],
    ]);
  });

  it("are on their own where nothing is known of them", () => {
    expect(found([as("a"), as("b")])).toEqual([
      ["a", [], [0]],
      ["b", [], [1]],
    ]);
  });
});
