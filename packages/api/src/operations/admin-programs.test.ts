import { aProgramDefinition, memoryShop } from "@goodword/testing";
import type { Operation } from "../operation";
import {
  listPrograms,
  previewTerms,
  saveProgram,
  setProgramState,
  showProgram,
  simulateProgram,
} from "./admin-programs";

const configured = aProgramDefinition();
const another = { ...configured, id: "another" };

function staff() {
  const { goodword } = memoryShop({ program: configured });
  return async (operation: Operation, fields: Record<string, unknown>) => {
    const request = { method: operation.method, fields, query: {}, headers: {}, ip: "", customerId: null };
    const { status, body } = await operation.answer(goodword, request, () => {});
    // biome-ignore lint/suspicious/noExplicitAny: a test reads into any answer
    return { status, body: body as any };
  };
}

describe("the operations on programs", () => {
  it("save a draft, start it, and show its versions with the newest first", async () => {
    const ask = staff();
    const { body } = await ask(saveProgram, { definition: another });
    expect(body).toMatchObject({ saved: { state: "draft", program: { version: 1 } }, problems: [] });
    await ask(saveProgram, { definition: { ...another, holdDays: another.holdDays + 1 }, state: "live" });
    const shown = await ask(showProgram, { programId: "another" });
    expect(shown.body.program).toMatchObject({ state: "live", fromConfiguration: false });
    expect(shown.body.program.versions.map((one: { version: number }) => one.version)).toEqual([2, 1]);
    const { body: all } = await ask(listPrograms, {});
    expect(all.programs.map((one: { program: { id: string } }) => one.program.id).sort()).toEqual(
      ["another", configured.id].sort(),
    );
  });

  it("say every problem with its field and save nothing", async () => {
    const ask = staff();
    const definition = { ...another, shopName: "", holdDays: -1 };
    for (const [operation, more] of [
      [saveProgram, {}],
      [previewTerms, {}],
      [simulateProgram, { from: "2026-01-01T00:00:00Z", to: "2026-02-01T00:00:00Z" }],
    ] as const) {
      const { status, body } = await ask(operation, { definition, ...more });
      expect(status).toBe(200);
      const fields = body.problems.map(({ field }: { field: string }) => field);
      expect(fields).toEqual(expect.arrayContaining(["shopName", "holdDays"]));
    }
    expect((await ask(listPrograms, {})).body.programs).toHaveLength(1);
  });

  it("name an illegal move and an unknown program", async () => {
    const ask = staff();
    await ask(setProgramState, { programId: configured.id, state: "ended" });
    const moved = await ask(setProgramState, { programId: configured.id, state: "live" });
    expect(moved).toMatchObject({ status: 422, body: { code: "GW_PROGRAM_STATE" } });
    expect(moved.body.message).toContain("from ended to live");
    const unknown = await ask(showProgram, { programId: "nothing" });
    expect(unknown).toMatchObject({ status: 422, body: { code: "GW_PROGRAM_UNKNOWN" } });
  });

  it("tell a program of the configuration, also after staff changed it", async () => {
    const ask = staff();
    await ask(saveProgram, { definition: { ...configured, holdDays: configured.holdDays + 1 } });
    const { body } = await ask(showProgram, { programId: configured.id });
    expect(body.program).toMatchObject({ fromConfiguration: true, program: { version: 2 } });
  });

  it("preview the terms of an unsaved definition in a locale", async () => {
    const ask = staff();
    const en = await ask(previewTerms, { definition: another, locale: "en" });
    const de = await ask(previewTerms, { definition: another, locale: "de" });
    expect(en.body.preview.terms.length).toBeGreaterThan(1);
    expect(de.body.preview.terms).not.toEqual(en.body.preview.terms);
    expect((await ask(listPrograms, {})).body.programs).toHaveLength(1);
  });

  it("try a definition on a time without orders, and refuse a time that ends before it begins", async () => {
    const ask = staff();
    const [from, to] = ["2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z"];
    const { body } = await ask(simulateProgram, { definition: another, from, to });
    expect(body).toMatchObject({ simulation: { orders: 0, wouldPay: [], people: [] }, problems: [] });
    const turned = await ask(simulateProgram, { definition: another, from: to, to: from });
    expect(turned).toMatchObject({ status: 400, body: { field: "to" } });
  });
});
