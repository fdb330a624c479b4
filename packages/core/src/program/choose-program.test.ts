import fc from "fast-check";
import { currency } from "../money/money";
import { chooseProgram, isOpen, type ProgramContext, whyClosed } from "./choose-program";
import type { Program, ProgramState } from "./program";
import { programStates } from "./program";
import type { StoredProgram } from "./stored-program";

const runs = { numRuns: Number(process.env.GOODWORD_RUNS ?? 1000) };
const now = new Date("2026-11-02T09:00:00Z");

function stored(change: Partial<Program> = {}, state: ProgramState = "live"): StoredProgram {
  const program: Program = {
    id: "all",
    version: 1,
    shopName: "Mug & Co",
    landingUrl: "https://shop.example/welcome",
    shareUrl: "https://shop.example/go",
    codeWord: "FRIEND",
    friend: { type: "percentage", percent: 10 },
    rewards: [],
    conditions: [],
    attributionWindowDays: 30,
    holdDays: 30,
    ...change,
  };
  return { program, state, seed: null };
}

describe("an open program", () => {
  it("is live and has no dates", () => {
    expect(whyClosed(stored(), now)).toEqual([]);
    expect(isOpen(stored(), now)).toBe(true);
  });

  it.each(["draft", "paused", "ended"] as const)("is not %s", (state) => {
    expect(whyClosed(stored({}, state), now)).toEqual([state]);
    expect(isOpen(stored({}, state), now)).toBe(false);
  });

  it("has begun: its start is inside, its end is outside", () => {
    const at = now.toISOString();
    const later = new Date(now.getTime() + 1).toISOString();
    expect(whyClosed(stored({ startsAt: at }), now)).toEqual([]);
    expect(whyClosed(stored({ startsAt: later }), now)).toEqual(["not-started"]);
    expect(whyClosed(stored({ endsAt: later }), now)).toEqual([]);
    expect(whyClosed(stored({ endsAt: at }), now)).toEqual(["over"]);
  });

  it("is closed for every reason that there is", () => {
    const dates = { startsAt: "2027-01-01", endsAt: "2026-01-01" };
    expect(whyClosed(stored(dates, "paused"), now)).toEqual(["paused", "not-started", "over"]);
  });
});

describe("choosing a program", () => {
  const unknown: ProgramContext = { salesChannel: null, country: null, now };
  const web = { ...unknown, salesChannel: "web" };
  const german = { ...unknown, country: "de" };
  const both = { ...web, country: "de" };
  const all = stored();
  const channel = stored({ id: "channel", salesChannels: ["app", "web"] });
  const market = stored({ id: "market", markets: ["at", "de"] });
  const exact = stored({ id: "exact", salesChannels: ["web"], markets: ["de"] });
  const chosen = (programs: StoredProgram[], context: ProgramContext) =>
    chooseProgram(programs, context)?.id ?? null;

  it("takes the one that is meant most closely", () => {
    expect(chosen([all, channel, market, exact], both)).toBe("exact");
    expect(chosen([all, channel, market], both)).toBe("channel");
    expect(chosen([all, market], both)).toBe("market");
    expect(chosen([all], both)).toBe("all");
    expect(chosen([], both)).toBeNull();
  });

  it("takes none that is for others", () => {
    expect(chosen([channel, market, exact], { ...unknown, salesChannel: "shop", country: "fr" })).toBeNull();
    expect(chosen([exact], { ...both, country: "fr" })).toBeNull();
    expect(chosen([exact], { ...both, salesChannel: "app" })).toBeNull();
  });

  it("takes none that asks for what is not known", () => {
    expect(chosen([channel, market, exact], unknown)).toBeNull();
    expect(chosen([all, channel, market, exact], unknown)).toBe("all");
    expect(chosen([channel, market, exact], web)).toBe("channel");
    expect(chosen([channel, market, exact], german)).toBe("market");
  });

  it("takes the first by id of those that are equal", () => {
    const twins = [stored({ id: "b" }), stored({ id: "a" }), stored({ id: "c" })];
    expect(chosen(twins, unknown)).toBe("a");
    expect(chosen(twins.toReversed(), unknown)).toBe("a");
  });

  it("takes only open ones", () => {
    const closed = [
      stored({ id: "a" }, "paused"),
      stored({ id: "b", endsAt: "2026-01-01" }),
      stored({ id: "c" }),
    ];
    expect(chosen(closed, unknown)).toBe("c");
  });

  it("takes only what is offered in the currency, when it is asked for", () => {
    const euros = stored({ id: "a", friend: { type: "fixed", amounts: { eur: "5" } } });
    expect(chosen([euros, all], { ...unknown, currency: currency("eur") })).toBe("a");
    expect(chosen([euros, all], { ...unknown, currency: currency("usd") })).toBe("all");
    expect(chosen([euros, all], unknown)).toBe("a");
  });

  it("does not depend on the order in which programs come", () => {
    const some = fc.option(fc.subarray(["web", "app"], { minLength: 1 }), { nil: undefined });
    const lands = fc.option(fc.subarray(["de", "at"], { minLength: 1 }), { nil: undefined });
    const program = fc
      .record({
        id: fc.string({ minLength: 1 }),
        salesChannels: some,
        markets: lands,
        state: fc.constantFrom(...programStates),
      })
      .map(({ id, salesChannels, markets, state }) =>
        stored({ id, ...(salesChannels && { salesChannels }), ...(markets && { markets }) }, state),
      );
    const shuffled = fc
      .uniqueArray(program, { selector: ({ program: { id } }) => id, maxLength: 6 })
      .chain((programs) =>
        fc.tuple(fc.constant(programs), fc.shuffledSubarray(programs, { minLength: programs.length })),
      );
    const context = fc.record({
      salesChannel: fc.constantFrom(null, "web", "app"),
      country: fc.constantFrom(null, "de", "at"),
      now: fc.constant(now),
    });
    fc.assert(
      fc.property(shuffled, context, ([programs, others], where) => {
        const copy = [...programs];
        expect(chooseProgram(others, where)).toBe(chooseProgram(programs, where));
        expect(programs).toEqual(copy);
      }),
      runs,
    );
  });
});
