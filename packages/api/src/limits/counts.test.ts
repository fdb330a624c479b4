import { createCounts } from "./counts";

it("forgets what was not counted for the longest time, however many places are made up", () => {
  const counts = createCounts(null, 100);
  counts.addHere("old", "missed", 60);
  for (let n = 0; n < 1_000; n += 1) {
    counts.addHere(`made up ${n}`, "missed", 60);
    counts.addHere("guesser", "missed", 60);
  }
  expect(counts.known("old", "missed").count).toBe(0);
  expect(counts.known("made up 0", "missed").count).toBe(0);
  expect(counts.known("made up 999", "missed").count).toBe(1);
  expect(counts.known("guesser", "missed").count).toBe(1_000);
});

it("counts each thing at a place for itself", () => {
  const counts = createCounts();
  counts.addHere("here", "missed", 60);
  counts.addHere("here", "made", 60);
  counts.addHere("here", "made", 60);
  expect(counts.known("here", "missed").count).toBe(1);
  expect(counts.known("here", "made").count).toBe(2);
  expect(counts.known("there", "made").count).toBe(0);
});
