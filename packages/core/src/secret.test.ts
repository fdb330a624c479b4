import { newestOf, secretProblem, secretsOf } from "./secret";

const [one, two] = ["1".repeat(32), "2".repeat(32)];

it("takes one secret, or several while they are changed, the newest first", () => {
  expect(secretsOf("a")).toEqual(["a"]);
  expect(secretsOf(["new", "old"])).toEqual(["new", "old"]);
  expect([newestOf("a"), newestOf(["new", "old"])]).toEqual(["a", "new"]);
});

it.each([
  [one, null],
  [[one], null],
  [[one, two, "3".repeat(40)], null],
  [undefined, { place: null, expected: "at least 32 characters" }],
  [42, { place: null, expected: "at least 32 characters" }],
  ["1".repeat(31), { place: null, expected: "at least 32 characters" }],
  [[one, "2".repeat(31)], { place: 1, expected: "at least 32 characters" }],
  [[one, undefined], { place: 1, expected: "at least 32 characters" }],
  [[], { place: null, expected: "a secret, or a list of one to three, the newest first" }],
  [[one, two, `${one}3`, `${one}4`], { place: null, expected: expect.stringMatching(/one to three/) }],
  [[one, two, one], { place: 2, expected: "a secret that is not in the list before" }],
])("says what is wrong with a secret, and with which of a list (%#)", (given, problem) => {
  expect(secretProblem(given)).toEqual(problem);
});
