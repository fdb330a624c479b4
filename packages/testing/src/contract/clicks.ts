import {
  type Click,
  type ClickDay,
  type ClickStore,
  type ClicksTended,
  createGoodword,
  type Goodword,
  type ProgramDefinition,
  type ShareLinkVisit,
  type Store,
  type Visit,
} from "@goodword/core";
import fc from "fast-check";
import { aClick, aCode, aParticipant, aProgramDefinition } from "../builders";
import { memoryBenefit, memoryIssuer, memoryOrders } from "../memory-host";
import { testClock } from "../test-clock";
import { testIds } from "../test-ids";
import type { Given } from "./describe-store";

const runs = Math.min(Number(process.env.GOODWORD_RUNS ?? 20), 200);
const nothing: ClicksTended = { rolledHours: 0, closedDays: 0, purgedClicks: 0, destroyedKeys: 0 };
const at = (text: string) => new Date(`2026-11-${text}Z`);

/** Records a click, and whether it is there then: one that is known already is left out. */
const recorded = async (clicks: ClickStore, click: Click) => {
  await clicks.record(click);
  return (await clicks.byId(click.id)) !== null;
};

/** Over one store: what a test breaks of it is broken for shoppers too. */
export function openEngine(
  { forShoppers: _, ...store }: Store,
  start: Date,
  program: Partial<ProgramDefinition> | null = {},
) {
  const clock = testClock(start);
  const warnings: unknown[] = [];
  const goodword: Goodword = createGoodword(
    {
      store,
      clock,
      ids: testIds(3),
      orders: memoryOrders(),
      issuer: memoryIssuer(),
      benefit: memoryBenefit(),
      notifier: null,
      log: { warn: (...warning) => warnings.push(warning) },
    },
    {
      secret: "s".repeat(32),
      programs: program === null ? [] : [aProgramDefinition(program)],
      mails: { orderConfirmation: false },
    },
  );
  return { goodword, clock, warnings };
}

/** A visit as the store is told of it; by default its click is recorded in program `default`. */
const aVisitOf = (
  change: Partial<Click> = {},
  programs: Record<string, Click["clickIds"]> = { default: {} },
): Visit => {
  const { programId: _, clickIds: __, ...visit } = aClick(change);
  return { ...visit, programs: new Map(Object.entries(programs)) };
};

export const aVisit = (change: Partial<ShareLinkVisit> = {}): ShareLinkVisit => ({
  code: aCode().code,
  visitor: {
    ip: "192.0.2.1",
    userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
  },
  record: true,
  query: {},
  ...change,
});

export function describeClicks(given: Given): void {
  describe("clicks", () => {
    it("records a visitor's click of a code once an hour of the clock", async () => {
      const { clicks } = given();
      expect(await recorded(clicks, aClick({ clickedAt: at("02T09:10:00.000") }))).toBe(true);
      expect(await recorded(clicks, aClick({ id: "click_2", clickedAt: at("02T09:59:59.999") }))).toBe(false);
      expect(await recorded(clicks, aClick({ id: "click_3", clickedAt: at("02T10:00:00.000") }))).toBe(true);
      expect(await recorded(clicks, aClick({ id: "click_4", visitor: "somebody-else" }))).toBe(true);
      expect(await recorded(clicks, aClick({ id: "click_5", code: "FRIEND-OTHER" }))).toBe(true);
      expect(await recorded(clicks, aClick({ id: "click_6", kind: "bot" }))).toBe(false);
    });

    it("keeps what a click carried", async () => {
      const { clicks } = given();
      const full = aClick({
        clickedAt: at("02T09:59:59.999"),
        channel: "whatsapp",
        subIds: { s1: "whatsapp", s5: "a.b-c_d" },
        clickIds: { gclid: "Cj0K-_~.:", click_id: "1" },
        kind: "preview",
        programId: "vip",
      });
      const plain = aClick({ id: "click_2", visitor: "second" });
      await clicks.record(full);
      await clicks.record(plain);
      expect(await clicks.byId("click_1")).toEqual(full);
      expect(await clicks.byId("click_2")).toEqual(plain);
      expect(await clicks.byId("click_3")).toBeNull();
    });

    it("records one of 200 clicks of the same visitor at once", async () => {
      const { clicks } = given();
      const all = Array.from({ length: 200 }, (_, n) => aClick({ id: `click_${n}` }));
      const kept = await Promise.all(all.map((click) => recorded(clicks, click)));
      expect(kept.filter(Boolean)).toHaveLength(1);
    });

    it("records the first of each visitor of 600 clicks at once", async () => {
      const { clicks } = given();
      const all = Array.from({ length: 600 }, (_, n) =>
        aClick({ id: `click_${n}`, visitor: `visitor_${n % 250}` }),
      );
      const kept = await Promise.all(all.map((click) => recorded(clicks, click)));
      expect(kept).toEqual(all.map((_, n) => n < 250));
    });

    it("keeps a transaction's click with the transaction, or not at all", async () => {
      const store = given();
      const work = store.transaction(async ({ clicks }) => {
        expect(await recorded(clicks, aClick())).toBe(true);
        expect(await recorded(clicks, aClick({ id: "click_2" }))).toBe(false);
        await clicks.visitorKey("2026-11-02", () => "undone");
        throw new Error("stop");
      });
      await expect(work).rejects.toThrow("stop");
      expect(await store.clicks.byId("click_1")).toBeNull();
      expect(await store.clicks.visitorKey("2026-11-02", () => "made")).toBe("made");
      await store.transaction(({ clicks }) => clicks.record(aClick()));
      expect(await store.clicks.byId("click_1")).toEqual(aClick());
    });

    it("looks up the code of a visit, and records its click with what the code's program preserves", async () => {
      const { clicks, codes } = given();
      const vip = aCode({ code: "VIP-1", programId: "vip" });
      await codes.mint([aCode(), vip]);
      const programs = { default: { gclid: "Cj0K-_~.:" }, vip: {} };
      const full = aVisitOf({ channel: "telegram", subIds: { s1: "telegram", s5: "a.b-c_d" } }, programs);
      const link = { code: aCode().code, programId: "default", status: "active" };
      expect(await clicks.visit(full)).toEqual(link);
      const { programs: _, ...click } = full;
      expect(await clicks.byId("click_1")).toEqual({
        ...click,
        programId: "default",
        clickIds: { gclid: "Cj0K-_~.:" },
      });
      expect(await clicks.visit(aVisitOf({ id: "again", kind: "bot" }, programs))).toEqual(link);
      expect(await clicks.byId("again")).toBeNull();
      expect(await clicks.visit(aVisitOf({ id: "click_2", code: vip.code }, programs))).toEqual({
        code: "VIP-1",
        programId: "vip",
        status: "active",
      });
      expect(await clicks.byId("click_2")).toMatchObject({ programId: "vip", clickIds: {}, subIds: {} });
    });

    it("records no visit of a code that nobody has, that is disabled, or of a program that does not record", async () => {
      const { clicks, codes } = given();
      const odd = aCode({ code: "ODD-1", programId: "constructor", participantId: "odd" });
      await codes.mint([aCode(), odd]);
      expect(await clicks.visit(aVisitOf({ code: "NOBODY" }))).toBeNull();
      expect(await clicks.visit(aVisitOf({}, {}))).toMatchObject({ status: "active" });
      expect(await clicks.visit(aVisitOf({ code: odd.code }))).toMatchObject({ programId: "constructor" });
      await codes.setStatus(aCode().code, "disabled");
      expect(await clicks.visit(aVisitOf())).toMatchObject({ status: "disabled" });
      expect(await clicks.byId("click_1")).toBeNull();
      await codes.setStatus(aCode().code, "active");
      await clicks.visit(aVisitOf());
      expect(await clicks.byId("click_1")).toMatchObject({ programId: "default" });
    });

    it("answers each of many visits at once with its own link, within a transaction too", async () => {
      const store = given();
      const programs = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`p_${n}`, { n: String(n) }]));
      const codes = Array.from({ length: 30 }, (_, n) => aCode({ code: `VIP-${n}`, programId: `p_${n}` }));
      await store.codes.mint(codes);
      await store.codes.setStatus("VIP-7", "disabled");
      const visits = ["VIP-3", "NOBODY", ...codes.map(({ code }) => code).reverse(), "VIP-3"].map((code, n) =>
        aVisitOf({ id: `click_${n}`, code, visitor: code === "VIP-3" ? "one" : `visitor_${n}` }, programs),
      );
      const all = (clicks: ClickStore) => Promise.all(visits.map((visit) => clicks.visit(visit)));
      const expected = visits.map(({ code }) =>
        code === "NOBODY"
          ? null
          : { code, programId: code.replace("VIP-", "p_"), status: code === "VIP-7" ? "disabled" : "active" },
      );
      const undone = store.transaction(async ({ clicks }) => {
        expect(await all(clicks)).toEqual(expected);
        expect(await clicks.byId("click_0")).not.toBeNull();
        throw new Error("stop");
      });
      await expect(undone).rejects.toThrow("stop");
      expect(await store.clicks.byId("click_0")).toBeNull();
      expect(await all(store.clicks)).toEqual(expected);
      const kept = await Promise.all(visits.map(({ id }) => store.clicks.byId(id)));
      const taken = kept.flatMap((click) => (click === null ? [] : [click]));
      expect(taken.map(({ code }) => code).sort()).toEqual(
        codes
          .map(({ code }) => code)
          .filter((code) => code !== "VIP-7")
          .sort(),
      );
      for (const { code, clickIds } of taken) expect(clickIds).toEqual({ n: code.replace("VIP-", "") });
    });

    it("has one key a day for its visitors, whoever asks first", async () => {
      const { clicks } = given();
      const keys = await Promise.all(
        Array.from({ length: 20 }, (_, n) => clicks.visitorKey("2026-11-02", () => `key_${n}`)),
      );
      expect(new Set(keys).size).toBe(1);
      expect(keys[0]).toMatch(/^key_\d+$/);
      expect(await clicks.visitorKey("2026-11-03", () => "next")).toBe("next");
      expect(await clicks.visitorKey("2026-11-02", () => "again")).toBe(keys[0]);
      const other = await given().transaction((stores) => stores.clicks.visitorKey("2026-11-03", () => "no"));
      expect(other).toBe("next");
    });
  });

  describe("opening a share link", () => {
    const open = async (program = {}) => {
      const store = given();
      await store.participants.enrol([
        { candidate: aParticipant(), own: [{ kind: "email", value: "anna" }], mentioned: [] },
      ]);
      await store.codes.mint([aCode()]);
      return { store, ...openEngine(store, at("02T09:30:00.000"), program) };
    };

    it("carries sub-IDs and the click ids that the program preserves, and records them", async () => {
      const { store, goodword } = await open({ preservedClickIds: ["gclid", "click_id"] });
      const query = {
        s1: "telegram",
        s2: "b",
        s6: "no",
        gclid: "Cj0",
        click_id: "x y",
        fbclid: "no",
        ref: "EVIL",
      };
      const { location } = await goodword.openShareLink(aVisit({ query }));
      expect(location).toBe("https://shop.example/welcome?ref=FRIEND-7KQ2MXWP&s1=telegram&s2=b&gclid=Cj0");
      expect(await store.clicks.byId("click_3_0001")).toEqual({
        id: "click_3_0001",
        code: "FRIEND-7KQ2MXWP",
        programId: "default",
        visitor: expect.stringMatching(/^[0-9a-f]{32}$/),
        network: expect.stringMatching(/^[0-9a-f]{32}$/),
        hour: at("02T09:00:00.000"),
        clickedAt: at("02T09:30:00.000"),
        channel: "telegram",
        subIds: { s1: "telegram", s2: "b" },
        clickIds: { gclid: "Cj0" },
        kind: "human",
      });
    });

    it("knows a visitor for a day, and nobody after it", async () => {
      const { store, goodword, clock } = await open();
      const visitor = async (n: number, visit = aVisit()) => {
        await goodword.openShareLink(visit);
        return (await store.clicks.byId(`click_3_000${n}`))?.visitor;
      };
      const first = await visitor(1);
      const neighbour = { ip: "192.0.2.2", userAgent: aVisit().visitor.userAgent };
      expect(await visitor(2, aVisit({ visitor: neighbour }))).not.toBe(first);
      clock.advance({ hours: 1 });
      expect(await visitor(3)).toBe(first);
      clock.advance({ hours: 23 });
      expect(await visitor(4)).not.toBe(first);
    });

    it("counts machines apart, and records nothing where it is told so", async () => {
      const { store, goodword } = await open();
      const visit = (ip: string, userAgent: string) =>
        goodword.openShareLink(aVisit({ visitor: { ip, userAgent } }));
      await visit("192.0.2.1", "WhatsApp/2.23.20.0");
      await visit("192.0.2.2", "curl/8.5.0");
      await visit("192.0.2.3", "");
      await goodword.openShareLink(aVisit({ record: false }));
      const kinds = [1, 2, 3, 4].map(async (n) => (await store.clicks.byId(`click_3_000${n}`))?.kind);
      expect(await Promise.all(kinds)).toEqual(["preview", "bot", "bot", undefined]);
    });

    it("treats the code of a paused program as one that nobody knows", async () => {
      const { store, goodword, clock } = await open();
      const unknown = await goodword.openShareLink(aVisit({ code: "FRIEND-XXXXXXXXX" }));
      expect(unknown.location).toBe("https://shop.example/welcome");
      await goodword.setProgramState({ programId: "default", state: "paused" });
      clock.advance({ minutes: 1 });
      expect(await goodword.openShareLink(aVisit())).toEqual(unknown);
      await goodword.setProgramState({ programId: "default", state: "live" });
      clock.advance({ minutes: 1 });
      await goodword.openShareLink(aVisit());
      const taken = [1, 2, 3].map(async (n) => (await store.clicks.byId(`click_3_000${n}`))?.code);
      expect(await Promise.all(taken)).toEqual([undefined, undefined, aCode().code]);
    });

    it("looks nothing up where too many codes were guessed, and leads as with an unknown one", async () => {
      const store = given();
      let asked = 0;
      const count = () => {
        asked += 1;
        return Promise.resolve(null);
      };
      const { goodword } = openEngine(
        { ...store, clicks: { ...store.clicks, visit: count }, codes: { ...store.codes, linkOf: count } },
        at("02T09:30:00.000"),
      );
      const { location } = await goodword.openShareLink(aVisit({ code: "FRIEND-XXXXXXXXX" }));
      expect(asked).toBe(1);
      expect(await goodword.openShareLink(aVisit({ lookUp: false }))).toEqual({ location, isKnown: null });
      expect(asked).toBe(1);
    });

    it("leads nowhere where there is no program", async () => {
      const { goodword } = openEngine(given(), at("02T09:30:00.000"), null);
      expect(await goodword.openShareLink(aVisit())).toEqual({ location: "about:blank", isKnown: false });
    });

    it("leads to the program of the configuration, with the code it came with, while the store does not answer", async () => {
      const store = given();
      const away = () => Promise.reject("no database");
      const { goodword, warnings } = openEngine(
        {
          ...store,
          programs: { ...store.programs, all: away },
          clicks: { ...store.clicks, visit: away },
          codes: { ...store.codes, linkOf: away },
        },
        at("02T09:30:00.000"),
      );
      const opened = await goodword.openShareLink(aVisit({ query: { s1: "whatsapp", ref: "OTHER-1" } }));
      expect(opened).toEqual({
        location: `https://shop.example/welcome?ref=${aVisit().code}&s1=whatsapp`,
        // Nobody found out.
        isKnown: null,
      });
      expect(await goodword.openShareLink(aVisit({ code: "<no code>" }))).toMatchObject({
        location: "https://shop.example/welcome",
      });
      warnings.splice(2);
      expect(warnings).toEqual([
        ["share link opened by the configuration: the store did not answer", { error: "string" }],
        ["share link opened without its code: the store did not answer", { error: "string" }],
      ]);
    });

    it.each(["visit", "visitorKey"] as const)(
      "sends the visitor on when %s fails and the click is lost, and counts that",
      async (failing) => {
        const store = given();
        const disabled = aCode({ code: "FRIEND-8KQ2MXWPB", participantId: "ben" });
        await store.codes.mint([aCode(), disabled, aCode({ code: "VIP-7KQ2MXWPB", programId: "vip" })]);
        await store.codes.setStatus(disabled.code, "disabled");
        const broken = { ...store.clicks, [failing]: () => Promise.reject(new TypeError("no database")) };
        const { goodword, warnings } = openEngine({ ...store, clicks: broken }, at("02T09:30:00.000"));
        expect(goodword.lostClicks()).toBe(0);
        // No click is lost that would not have been recorded.
        for (const code of ["FRIEND-XXXXXXXXX", disabled.code, "VIP-7KQ2MXWPB"])
          expect((await goodword.openShareLink(aVisit({ code }))).location).not.toContain("?ref=");
        await goodword.openShareLink(aVisit({ record: false }));
        expect(warnings).toEqual([]);
        for (const lost of [1, 2]) {
          expect((await goodword.openShareLink(aVisit())).location).toContain("?ref=FRIEND-7KQ2MXWP");
          expect(goodword.lostClicks()).toBe(lost);
        }
        expect(warnings[1]).toEqual([
          "click lost: the store did not take it",
          { code: "FRIEND-7KQ2MXWP", error: "TypeError", lost: 2 },
        ]);
      },
    );
  });

  describe("tending clicks", () => {
    const record = async (store: Store, ...changes: Partial<Click>[]) => {
      for (const [n, change] of changes.entries()) {
        const id = `click_${n}_${change.clickedAt?.getTime()}`;
        expect(await recorded(store.clicks, aClick({ id, ...change }))).toBe(true);
      }
    };
    const wholeMonth = { from: at("01T00:00:00"), to: new Date("2026-12-01T00:00:00Z") };
    const series = async (goodword: Goodword, programId?: string) =>
      (await goodword.clickSeries({ ...wholeMonth, programId })).filter(({ clicks }) => clicks > 0);

    it("does nothing where nobody clicked", async () => {
      const { goodword, warnings } = openEngine(given(), at("20T12:00:00"));
      expect(await goodword.tendClicks()).toEqual(nothing);
      expect(await goodword.clickSeries({ from: at("02T15:00:00"), to: at("04T01:00:00") })).toEqual([
        { day: "2026-11-02", clicks: 0, visitors: 0 },
        { day: "2026-11-03", clicks: 0, visitors: 0 },
      ]);
      expect(warnings).toEqual([]);
    });

    it("counts an hour a quarter of an hour after it is over, once, and late clicks with the next", async () => {
      const store = given();
      const { goodword, clock } = openEngine(store, at("02T10:14:59.999"));
      await store.participants.enrol([
        { candidate: aParticipant(), own: [{ kind: "email", value: "anna" }], mentioned: [] },
      ]);
      await store.codes.mint([aCode()]);
      const clicks = async () => (await goodword.listAdvocates({ limit: 1, offset: 0 })).rows[0]?.clicks;
      await record(store, { clickedAt: at("02T09:59:59") }, { clickedAt: at("02T10:05:00"), kind: "bot" });
      expect(await goodword.tendClicks()).toEqual({ ...nothing, rolledHours: 9 });
      clock.advance(1);
      expect(await goodword.tendClicks()).toEqual({ ...nothing, rolledHours: 1 });
      expect(await goodword.tendClicks()).toEqual(nothing);
      expect(await clicks()).toBe(1);
      await record(store, { clickedAt: at("02T09:30:00"), visitor: "late" });
      await record(store, { clickedAt: at("02T10:30:00"), visitor: "now" });
      clock.advance({ hours: 1 });
      expect(await goodword.tendClicks()).toEqual({ ...nothing, rolledHours: 1 });
      expect(await clicks()).toBe(3);
    });

    it("has the same figures before a day is closed, after it, and when its clicks are gone", async () => {
      const store = given();
      const { goodword, clock } = openEngine(store, at("03T00:14:00"));
      await store.participants.enrol([
        { candidate: aParticipant(), own: [{ kind: "email", value: "anna" }], mentioned: [] },
      ]);
      await store.codes.mint([aCode()]);
      await record(
        store,
        { clickedAt: at("02T00:00:00") },
        { clickedAt: at("02T23:59:59") },
        { clickedAt: at("02T10:00:00"), visitor: "second", channel: "telegram" },
        { clickedAt: at("02T10:00:00"), visitor: "second", code: "OTHER", programId: "vip" },
        { clickedAt: at("02T11:00:00"), visitor: "third", code: "OTHER", programId: "vip" },
        { clickedAt: at("02T10:00:00"), visitor: "machine", kind: "bot" },
        { clickedAt: at("02T10:00:00"), visitor: "messenger", kind: "preview" },
        { clickedAt: at("03T00:00:00") },
      );
      const figures = async () => ({
        all: await series(goodword),
        own: await series(goodword, "default"),
        vip: await series(goodword, "vip"),
        nobody: await series(goodword, "nobody"),
        anna: (await goodword.listAdvocates({ limit: 1, offset: 0 })).rows[0]?.clicks,
      });
      const day = (name: string, clicks: number, visitors: number): ClickDay => ({
        day: name,
        clicks,
        visitors,
      });
      const expected = {
        all: [day("2026-11-02", 5, 3), day("2026-11-03", 1, 1)],
        own: [day("2026-11-02", 3, 2), day("2026-11-03", 1, 1)],
        vip: [day("2026-11-02", 2, 2)],
        nobody: [],
        anna: 4,
      };
      expect(await figures()).toEqual(expected);
      expect(await goodword.tendClicks()).toEqual({ ...nothing, rolledHours: 23 });
      expect(await figures()).toEqual(expected);
      clock.advance({ minutes: 1 });
      expect(await goodword.tendClicks()).toEqual({ ...nothing, rolledHours: 1, closedDays: 1 });
      expect(await figures()).toEqual(expected);
      // Not for lack of trying: a click of the closed day that came too late is not counted yet.
      await record(store, { clickedAt: at("02T20:00:00"), visitor: "too late" });
      expect((await figures()).all).toEqual(expected.all);
      clock.advance({ hours: 24 });
      // The hours until 00:00 of the day before go; what came late is counted with the last count.
      expect(await goodword.tendClicks()).toEqual({
        rolledHours: 24,
        closedDays: 1,
        purgedClicks: 8,
        destroyedKeys: 0,
      });
      const late = { ...expected, all: [day("2026-11-02", 6, 4), day("2026-11-03", 1, 1)], anna: 5 };
      expect(await figures()).toEqual({ ...late, own: [day("2026-11-02", 4, 3), day("2026-11-03", 1, 1)] });
      clock.advance({ days: 9 });
      await goodword.tendClicks();
      expect(await store.clickHistory.oldestHour()).toBeNull();
      expect(await figures()).toEqual({ ...late, own: [day("2026-11-02", 4, 3), day("2026-11-03", 1, 1)] });
    });

    it("keeps a click for a day, and its day's visitors until they are counted", async () => {
      const store = given();
      const { goodword, clock } = openEngine(store, at("03T01:59:59.999"));
      await record(
        store,
        { clickedAt: at("02T00:30:00") },
        { clickedAt: at("02T01:30:00"), visitor: "second" },
      );
      expect(await goodword.tendClicks()).toEqual({
        rolledHours: 25,
        closedDays: 1,
        purgedClicks: 1,
        destroyedKeys: 0,
      });
      expect(await store.clickHistory.oldestHour()).toEqual(at("02T01:00:00"));
      clock.advance(1);
      expect((await goodword.tendClicks()).purgedClicks).toBe(1);
      expect(await series(goodword)).toEqual([{ day: "2026-11-02", clicks: 2, visitors: 2 }]);
    });

    it("counts without deleting where it is told so", async () => {
      const store = given();
      const { goodword } = openEngine(store, at("05T12:00:00"));
      await store.clicks.visitorKey("2026-11-01", () => "kept");
      await record(store, { clickedAt: at("02T00:30:00") });
      expect(await goodword.tendClicks({ purge: false })).toEqual({
        ...nothing,
        rolledHours: 83,
        closedDays: 3,
      });
      expect(await store.clickHistory.oldestHour()).toEqual(at("02T00:00:00"));
      expect(await goodword.tendClicks()).toEqual({ ...nothing, purgedClicks: 1, destroyedKeys: 1 });
    });

    it("destroys a day's key when the last of its clicks is a day old", async () => {
      const store = given();
      const { goodword, clock } = openEngine(store, at("03T23:59:59.999"));
      for (const day of ["2026-11-02", "2026-11-03"])
        await store.clicks.visitorKey(day, () => `key of ${day}`);
      expect((await goodword.tendClicks()).destroyedKeys).toBe(0);
      clock.advance(1);
      expect((await goodword.tendClicks()).destroyedKeys).toBe(1);
      expect((await goodword.tendClicks()).destroyedKeys).toBe(0);
      const again = (day: string) =>
        store.transaction((stores) => stores.clicks.visitorKey(day, () => "another"));
      expect(await again("2026-11-02")).toBe("another");
      expect(await again("2026-11-03")).toBe("key of 2026-11-03");
    });

    it("counts the same when ten instances do it at once", async () => {
      const store = given();
      const { goodword } = openEngine(store, at("05T12:00:00"));
      await record(
        store,
        ...["02", "03", "04", "05"].map((day) => ({ clickedAt: at(`${day}T10:00:00`), visitor: day })),
      );
      const before = await series(goodword);
      const done = await Promise.all(Array.from({ length: 10 }, () => goodword.tendClicks()));
      const sum = (name: keyof ClicksTended) => done.reduce((total, report) => total + report[name], 0);
      expect([sum("rolledHours"), sum("closedDays"), sum("purgedClicks")]).toEqual([83, 3, 3]);
      expect(await series(goodword)).toEqual(before);
    });

    it("goes on without storage prepared ahead, and says so", async () => {
      const store = given();
      const refusals: unknown[] = [new RangeError("no right"), "no right"];
      const unprepared: Store = {
        ...store,
        transaction: (work) =>
          store.transaction((stores) =>
            work({
              ...stores,
              clickHistory: {
                ...stores.clickHistory,
                openMonths: () => Promise.reject(refusals.shift()),
              },
            }),
          ),
      };
      const { goodword, warnings } = openEngine(unprepared, at("02T12:00:00"));
      await record(store, { clickedAt: at("02T10:00:00") });
      expect((await goodword.tendClicks()).rolledHours).toBe(11);
      expect((await goodword.tendClicks()).rolledHours).toBe(0);
      expect(warnings).toEqual(
        ["RangeError", "string"].map((error) => [
          "storage for the next months of clicks was not prepared",
          { error },
        ]),
      );
    });

    it("answers what counting each click would have, whenever it is tended", async () => {
      const store = given();
      const start = at("02T00:00:00").getTime();
      const step = fc.record({
        minutes: fc.integer({ min: 0, max: 600 }),
        visitor: fc.integer({ min: 0, max: 3 }),
        kind: fc.constantFrom("human", "human", "bot"),
        tend: fc.boolean(),
      });
      let round = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 30 }), async (steps) => {
          round += 1;
          // Each try in a program and a span of its own: the store is the same for all.
          const programId = `program_${round}`;
          const { goodword, clock } = openEngine(store, new Date(start + round * 15 * 86_400_000));
          const from = clock.now();
          const counted = new Map<string, { clicks: number; visitors: Set<number> }>();
          for (const [n, { minutes, visitor, kind, tend }] of steps.entries()) {
            const clickedAt = clock.advance({ minutes });
            const click = aClick({
              id: `click_${round}_${n}`,
              code: programId,
              programId,
              visitor: String(visitor),
              clickedAt,
              kind: kind as Click["kind"],
            });
            if ((await recorded(store.clicks, click)) && kind === "human") {
              const name = clickedAt.toISOString().slice(0, 10);
              const day = counted.get(name) ?? { clicks: 0, visitors: new Set() };
              counted.set(name, { clicks: day.clicks + 1, visitors: day.visitors.add(visitor) });
            }
            if (tend) await goodword.tendClicks();
          }
          const to = new Date(clock.now().getTime() + 86_400_000);
          const found = await goodword.clickSeries({ programId, from, to });
          expect(found.filter(({ clicks }) => clicks > 0)).toEqual(
            [...counted].map(([day, { clicks, visitors }]) => ({ day, clicks, visitors: visitors.size })),
          );
        }),
        { numRuns: runs, endOnFailure: true },
      );
    });
  });
}
