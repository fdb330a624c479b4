import { currency } from "../../money/money";
import type { Engine } from "../../ports/ports";
import type { Program } from "../../program/program";
import type { StoredProgram } from "../../program/stored-program";
import { programFigures, programTerms } from "../../terms/terms";
import { describeProgram } from "./describe-program";

function stored(change: Partial<Program> = {}, state: StoredProgram["state"] = "live"): StoredProgram {
  const program: Program = {
    id: "all",
    version: 1,
    shopName: "Mug & Co",
    landingUrl: "https://shop.example/welcome",
    shareUrl: "https://shop.example/go",
    codeWord: "FRIEND",
    friend: { type: "fixed", amounts: { eur: "5", usd: "6" } },
    rewards: [],
    conditions: [],
    attributionWindowDays: 30,
    holdDays: 30,
    ...change,
  };
  return { program, state, seed: null };
}

function shop(...programs: StoredProgram[]): Engine {
  const clock = { now: () => new Date("2026-11-02T09:00:00Z") };
  return { clock, book: { open: async () => programs } } as unknown as Engine;
}

const german = stored({ id: "b", shopName: "Becher & Co", markets: ["de"] });
const web = stored({ id: "a", shopName: "Web Mugs", salesChannels: ["web"] });

async function named(programs: StoredProgram[], input: Parameters<typeof describeProgram>[1]) {
  return (await describeProgram(shop(...programs), input)).program?.shopName ?? null;
}

describe("describing the program", () => {
  it("says its figures and terms in the words of the locale, in the first currency", async () => {
    const all = stored();
    const eur = currency("eur");
    await expect(describeProgram(shop(all), { locale: "de" })).resolves.toEqual({
      program: {
        locale: "de",
        shopName: "Mug & Co",
        ...programFigures(all.program, eur, "de"),
        terms: programTerms(all.program, eur, "de"),
      },
    });
  });

  it("speaks English and the asked currency", async () => {
    const { program } = await describeProgram(shop(stored()), { currency: "USD" });
    expect(program).toMatchObject({ locale: "en", friendReward: "$6 off" });
    expect(program?.terms[0]).toBe("Your friend gets $6 off, once.");
  });

  it("speaks of percentages without a currency", async () => {
    const percent = stored({ friend: { type: "percentage", percent: 10 } });
    const { program } = await describeProgram(shop(percent), {});
    expect(program?.friendReward).toBe("10% off");
  });

  it("is silent where nothing is offered, or nothing is open", async () => {
    for (const asked of ["jpy", "dollars"]) expect(await named([stored()], { currency: asked })).toBeNull();
    expect(await named([], {})).toBeNull();
    expect(await named([stored({}, "paused")], {})).toBeNull();
    expect(await named([stored({ endsAt: "2026-01-01" })], {})).toBeNull();
    const apart = stored({
      rewards: [
        {
          id: "x",
          side: "advocate",
          kind: "payout",
          trigger: { on: "order" },
          amount: { type: "fixed", amounts: { jpy: "5" } },
        },
      ],
    });
    expect(await named([apart], {})).toBeNull();
  });

  it("is of the program for the place that is asked for", async () => {
    const programs = [german, stored(), web];
    expect(await named(programs, {})).toBe("Mug & Co");
    expect(await named(programs, { country: "de" })).toBe("Becher & Co");
    expect(await named(programs, { salesChannel: "web" })).toBe("Web Mugs");
    expect(await named(programs, { country: "fr" })).toBe("Mug & Co");
    expect(await named([german, web], { country: "fr" })).toBeNull();
    expect(await named([german, web], { salesChannel: "app" })).toBeNull();
  });

  it("is of the first open one where nobody says which place", async () => {
    expect(await named([german, web], {})).toBe("Web Mugs");
    expect(await named([web, german], {})).toBe("Web Mugs");
    expect(await named([german, { ...web, state: "draft" }], {})).toBe("Becher & Co");
  });

  it("is of one that offers the currency", async () => {
    const yen = stored({ id: "c", shopName: "Yunomi", friend: { type: "fixed", amounts: { jpy: "500" } } });
    expect(await named([stored(), yen], { currency: "jpy" })).toBe("Yunomi");
  });
});
