// The figures of docs/*.md are those of the engine: the examples there are played here, and each figure is read
// out of the page itself, so that neither changes without the other.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  checkProgram,
  currency,
  evidenceKinds,
  lossReasons,
  moveReward,
  type Order,
  type Posting,
  type ProgramDefinition,
  programTerms,
  type Reward,
  type RewardRule,
  type RewardState,
  referralStates,
  rewardKinds,
  rewardStates,
  trustDefaults,
} from "@goodword/core";
import { aProgramDefinition, aReward, aRule } from "../builders";
import { openShop, type TestShop } from "../contract/open-shop";
import { memoryStore } from "./memory-store";

const pageOf = (name: string) => readFileSync(join(__dirname, "../../../../docs", name), "utf8");

/** What stands between the page's two marks of this name. */
function marked(page: string, name: string): string {
  const [, text] = page.split(new RegExp(`<!-- ${name}:(?:start|end) -->`));
  if (text === undefined) throw new Error(`the page has no ${name}:start`);
  return text;
}

interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

function tablesIn(text: string): Table[] {
  const blocks = text.split("\n\n").map((block) => block.split("\n").filter((line) => line.startsWith("|")));
  return blocks
    .filter((lines) => lines.length > 2)
    .map((lines) => {
      const [head = [], , ...rows] = lines.map((line) =>
        line
          .slice(1, -1)
          .split(/(?<!\\)\|/)
          .map((cell) => cell.trim().replaceAll("`", "")),
      );
      return { head, rows };
    });
}

/** JSON blocks with the word that stands behind `json`: what the block is a part of, "" for a whole program. */
function jsonIn(text: string): { part: string; value: unknown }[] {
  return [...text.matchAll(/^```json ?(.*)\n([\s\S]*?)^```$/gm)].map(([, part = "", json = ""]) => ({
    part,
    value: JSON.parse(json),
  }));
}

const money = (minor: bigint) => `€${minor / 100n}.${String(minor % 100n).padStart(2, "0")}`;
const minorOf = (text: string) => BigInt(text.replace(/[€.]/g, ""));
const time = (at: Date) => at.toISOString().slice(0, 16).replace("T", " ");
const momentOf = (text: string) => new Date(`${text.replace(" ", "T")}:00Z`);

/** Every number of an example that stands in neither a table nor JSON. */
function figuresIn(text: string): string[] {
  const prose = text.replace(/^```[\s\S]*?^```$/gm, "").replace(/^\|.*$/gm, "");
  return prose.match(/€?\d+(?:\.\d+)?/g) ?? [];
}

/** The story of an example, played by the hour so that nothing happens late. */
async function play(page: string) {
  const [story, ...tables] = tablesIn(page) as [Table, ...Table[]];
  const [program = { value: {} }] = jsonIn(page);
  const shop = await openShop(async () => ({ store: memoryStore(), close: async () => {} }), {
    id: "friends",
    ...(program.value as Partial<ProgramDefinition>),
  });
  const orders = new Map<string, Order>();
  const known = new Map<string, Partial<Order>>();
  const names = new Map<string, string>();
  /** Of the order that was acted on last, as it was kept at that moment. */
  const attributions: string[][][] = [];

  const orderOf = (name: string) => orders.get(name) as Order;
  const rewardOf = async (name: string): Promise<Reward | undefined> => {
    if (!orders.has(name)) return undefined;
    const { rewards } = await shop.goodword.explainOrder({ orderId: orderOf(name).id });
    return rewards[0];
  };
  const codeOf = async (name: string) => {
    const explained = await shop.goodword.explainOrder({ orderId: orderOf(name).id });
    return explained.buyer?.code ?? "";
  };
  const change = async (name: string, event: string, part: Partial<Order>) => {
    orders.set(name, { ...orderOf(name), ...part });
    await shop.tell(event, orderOf(name));
  };
  const keepAttribution = async (name: string) => {
    const { order } = await shop.goodword.explainOrder({ orderId: orderOf(name).id });
    attributions.push(
      (order?.attribution.candidates ?? []).map(({ kind, touchedAt, advocateId, lost }) => [
        kind,
        time(new Date(touchedAt)),
        names.get(advocateId ?? "") ?? "",
        lost ?? "wins",
      ]),
    );
  };

  const acts: [RegExp, (...words: string[]) => Promise<unknown>][] = [
    [
      /^(\w+) orders for (€\S+?)(?: and types (\w+)'s code)?(?: on (\w+)'s device)?$/,
      async (name = "", value = "", typed, device) => {
        const blank = shop.order(name.toLowerCase());
        orders.set(name, {
          ...blank,
          value: minorOf(value),
          ...known.get(name),
          referredBy: typed === undefined ? null : await codeOf(typed),
          traces: { ...blank.traces, device: `device of ${device ?? name}` },
        });
        await shop.place(orderOf(name));
        const { order } = await shop.goodword.explainOrder({ orderId: orderOf(name).id });
        names.set(order?.participantId ?? "", name);
        await keepAttribution(name);
      },
    ],
    [
      /^(\w+) opens (\w+)'s link$/,
      async (name = "", advocate = "") => {
        const cookie = { code: await codeOf(advocate), at: shop.clock.now() };
        known.set(name, { ...known.get(name), cookie });
      },
    ],
    [
      /^(\w+) accepts (\w+)'s offer$/,
      async (name = "", advocate = "") =>
        known.set(name, { ...known.get(name), claim: await shop.claim(orderOf(advocate)) }),
    ],
    [
      /^(\w+)'s order is fulfilled$/,
      async (name = "") => change(name, "order.fulfilled", { fulfilledAt: shop.clock.now() }),
    ],
    [
      /^(€\S+) of (\w+)'s order is refunded$/,
      async (amount = "", name = "") => {
        const refunded = orderOf(name).refunded + minorOf(amount);
        await change(name, `order.refunded:${refunded}`, { refunded });
      },
    ],
    [
      /^Anna uses the code of (\w+)'s order$/,
      async (name = "") => {
        const code = (await rewardOf(name))?.code ?? "";
        shop.issuer.use(code);
        expect(await shop.goodword.redeemReward({ code })).toEqual({ redeemed: true });
      },
    ],
    [
      /^staff give (\w+)'s order to (\w+): "(.+)"$/,
      async (name = "", advocate = "", reason = "") => {
        const word = { by: "user_1", reason, code: await codeOf(advocate) };
        const outcome = await shop.goodword.assignOrder({ orderId: orderOf(name).id, ...word });
        expect(outcome).toEqual({ assigned: true, reason: null });
        await keepAttribution(name);
      },
    ],
    [
      /^a person approves the reward for (\w+)'s order$/,
      async (name = "") => {
        const rewardId = (await rewardOf(name))?.id ?? "";
        await shop.goodword.reviewReward({ rewardId, decision: "approved", by: "user_1", reason: "Looked." });
      },
    ],
    // Time alone does these.
    [/^the hold of (\w+)'s order is over$/, async () => {}],
    [/^the code of (\w+)'s order has expired$/, async () => {}],
  ];

  const balance = async () => {
    const [anna = ""] = [...names].find(([, name]) => name === "Anna") ?? [];
    const { balances } = await shop.goodword.statementOf({ participantId: anna, limit: 1, offset: 0 });
    return balances[0] ?? { promised: 0n, issued: 0n, owed: 0n };
  };
  const spent = { programId: "friends", scope: "spent:eur", subject: "" };
  const columns: [RegExp, (name: string) => Promise<string>][] = [
    [/^reward for (\w+)'s order$/, async (name) => (await rewardOf(name))?.state ?? "–"],
    [/^taken back of (\w+)'s$/, async (name) => money((await rewardOf(name))?.reversed ?? 0n)],
    [
      /^unused codes$/,
      async () => money([...shop.issuer.issued.values()].reduce((sum, { value }) => sum + value.amount, 0n)),
    ],
    [/^owed$/, async () => money((await balance()).owed)],
    [/^spent$/, async () => money((await shop.store.counters.read([spent]))[0]?.count ?? 0n)],
  ];
  const look = (row: readonly string[]) =>
    Promise.all(
      story.head.map(async (title, place) => {
        if (place < 2) return row[place] ?? "";
        const found = columns.find(([pattern]) => pattern.test(title));
        if (found === undefined) throw new Error(`no column "${title}" is known`);
        return found[1](found[0].exec(title)?.[1] ?? "");
      }),
    );

  const seen: string[][] = [];
  let before: readonly string[] | null = null;
  for (const row of story.rows) {
    const [when = "", what = ""] = row;
    const at = momentOf(when).getTime();
    const last = at - 1_000;
    for (;;) {
      const wait = last - shop.clock.now().getTime();
      if (wait <= 0) break;
      shop.clock.advance(Math.min(wait, 3_600_000));
      await shop.goodword.work();
    }
    // Until the very second nothing had changed.
    if (before !== null && wasEarlier(before, row)) expect(await look(before)).toEqual(before);
    shop.clock.advance(Math.max(0, at - shop.clock.now().getTime()));
    const found = acts.find(([pattern]) => pattern.test(what));
    if (found === undefined) throw new Error(`nobody knows how to play "${what}"`);
    const [, ...words] = found[0].exec(what) ?? [];
    await found[1](...words);
    await shop.goodword.work();
    seen.push(await look(row));
    before = row;
  }
  const friends = ["Ben", "Eve"].flatMap((name) => orders.get(name) ?? []);
  const ledger = await ledgerOf(shop, friends, names);
  return {
    ...{ shop, story, seen, tables, attributions, ledger, rewardOf },
    program: program.value as Partial<ProgramDefinition>,
    ben: orderOf("Ben"),
  };
}

const wasEarlier = ([before]: readonly string[], [now]: readonly string[]) => before !== now;

/** Entries of these orders as a page shows them: a debit, a credit and what they are about. */
async function ledgerOf(shop: TestShop, orders: readonly Order[], names: ReadonlyMap<string, string>) {
  const named = ({ account }: Posting) =>
    [...names].reduce((text, [id, name]) => text.replace(id, name.toLowerCase()), account);
  const rows: string[][] = [];
  for (const { id, firstName } of orders) {
    const { ledger } = await shop.goodword.explainOrder({ orderId: id });
    for (const { kind, postedAt, postings } of ledger) {
      const debit = postings.find(({ amount }) => amount > 0n) as Posting;
      const credit = postings.find(({ amount }) => amount < 0n) as Posting;
      const whose = `${firstName?.[0]?.toUpperCase()}${firstName?.slice(1)}`;
      rows.push([time(postedAt), whose, kind, named(debit), named(credit), money(debit.amount)]);
    }
  }
  return rows.toSorted(([a = ""], [b = ""]) => (a < b ? -1 : a > b ? 1 : 0));
}

describe("docs/attribution.md", () => {
  const page = pageOf("attribution.md");
  const example = marked(page, "example");

  it("shows who an order belongs to, and what staff's word changes", async () => {
    const { program, seen, story, tables, attributions, ben, ledger, shop } = await play(example);
    expect(seen).toEqual(story.rows);
    expect(tables.map(({ rows }) => rows)).toEqual([attributions.at(-2), attributions.at(-1), ledger]);
    const visit = ben.cookie?.at.getTime() ?? 0;
    expect(figuresIn(example)).toEqual([
      `${program.attributionWindowDays}`,
      ledger.at(-1)?.at(-1),
      `${ben.placedAt.getUTCDate()}`,
      `${Math.floor((ben.placedAt.getTime() - visit) / 86_400_000)}`,
      `${program.holdDays}`,
    ]);
    expect(await shop.sums()).toEqual({ eur: 0n });
  });

  it("names every kind of evidence in its order, and every reason to lose", () => {
    const [kinds, losses] = tablesIn(page);
    expect(kinds?.rows.map(([, kind]) => kind)).toEqual([...evidenceKinds]);
    expect(losses?.rows.map(([reason]) => reason).toSorted()).toEqual([...lossReasons].toSorted());
  });
});

describe("docs/holds.md", () => {
  it("shows what two rewards wait for, and how they end", async () => {
    const example = marked(pageOf("holds.md"), "example");
    const { program, seen, story, tables, ledger, rewardOf, shop } = await play(example);
    expect(seen).toEqual(story.rows);
    expect(tables.map(({ rows }) => rows)).toEqual([ledger]);
    expect(figuresIn(example)).toEqual([
      `${program.holdDays}`,
      ledger.at(-1)?.at(-1),
      `${program.rewards?.[0]?.expiresAfterDays}`,
      `${(await rewardOf("Eve"))?.verdict?.score}`,
    ]);
    expect(await shop.sums()).toEqual({ eur: 0n });
  });
});

describe("docs/reversals.md", () => {
  it("shows what refunds take back, before and after issue and use", async () => {
    const example = marked(pageOf("reversals.md"), "example");
    const { program, seen, story, tables, ledger, ben, rewardOf, shop } = await play(example);
    expect(seen).toEqual(story.rows);
    expect(tables.map(({ rows }) => rows)).toEqual([ledger]);
    const reward = (await rewardOf("Ben")) as Reward;
    const cell = (day: string, title: string) =>
      seen.find(([when]) => when?.startsWith(day))?.[story.head.indexOf(title)] ?? "";
    const first = minorOf(ledger[1]?.[2]?.split("-").at(-1) ?? "");
    const used = cell("2026-12-10", "unused codes");
    const ofIssued = ledger.filter((entry) => entry.some((text) => text === "advocate:anna:issued"));
    expect(figuresIn(example)).toEqual([
      money(reward.value.amount),
      `${program.holdDays}`,
      `€${program.caps?.budget?.eur}`,
      ...[reward.value.amount, first, ben.value].map(String),
      `${Number(reward.value.amount * first) / Number(ben.value)}`,
      `${minorOf(ledger[1]?.at(-1) ?? "")}`,
      ...["10", cell("2026-12-02", "unused codes"), used],
      ...["15", money(ben.value - ben.refunded), money(reward.value.amount - reward.reversed)],
      ...[used, cell("2026-12-15", "owed"), cell("2027-01-19", "unused codes")],
      cell("2027-01-19", "unused codes"),
      ...ofIssued.map((entry) => entry.at(-1)?.slice(1)),
    ]);
    const issued = ofIssued.map(([, , , debit, , amount = ""]) =>
      debit === "advocate:anna:issued" ? -minorOf(amount) : minorOf(amount),
    );
    expect(money(issued.reduce((sum, amount) => sum + amount, 0n))).toBe(cell("2027-01-19", "unused codes"));
    expect(await shop.sums()).toEqual({ eur: 0n });
  });
});

describe("docs/programs.md", () => {
  const page = pageOf("programs.md");
  const rule = aRule();
  const content = { kind: "gated-content", amount: { type: "units", count: 1, item: "course" } } as const;
  const around: Record<string, (part: never) => unknown> = {
    "": (program) => program,
    program: (part: object) => ({ ...aProgramDefinition(), ...part }),
    condition: (part) => aProgramDefinition({ conditions: [part] }),
    rule: (part) => aProgramDefinition({ rewards: [part] }),
    // Levels for shares or invitations give nothing that has a price.
    trigger: (trigger: RewardRule["trigger"]) =>
      aProgramDefinition({ rewards: [{ ...rule, ...(trigger.on === "level" && content), trigger }] }),
    amount: (amount) => aProgramDefinition({ rewards: [{ ...rule, amount }] }),
    units: (amount) => aProgramDefinition({ rewards: [{ ...rule, kind: "custom", amount }] }),
  };
  const blocks = jsonIn(page);
  const parts = (name: string) => blocks.filter(({ part }) => part === name).map(({ value }) => value);

  it.each(blocks.map(({ part, value }) => [part, JSON.stringify(value).slice(0, 60), value]))(
    "shows a valid %s %s",
    (part, _title, value) => {
      const wrap = around[part as string];
      expect(wrap).toBeDefined();
      expect(checkProgram(wrap?.(value as never))).toEqual([]);
    },
  );

  /** What `checkProgram` says is possible there: what is added to the code is missed here. */
  const possible = (definition: unknown) =>
    [...(checkProgram(definition)[0]?.message.matchAll(/"([\w-]+)"/g) ?? [])]
      .map(([, word = ""]) => word)
      .filter((word) => word !== "nothing-such");
  const nothing = "nothing-such" as never;

  it("shows every condition, trigger, kind and amount there is", () => {
    const conditions = possible(aProgramDefinition({ conditions: [{ type: nothing }] }));
    const triggers = possible(aProgramDefinition({ rewards: [{ ...rule, trigger: { on: nothing } }] }));
    const amounts = possible(
      aProgramDefinition({ rewards: [{ ...rule, amount: { type: nothing } as never }] }),
    );
    expect([conditions.length, triggers.length, amounts.length]).toEqual([10, 4, 5]);
    const shown = (part: string, key: string) =>
      (parts(part) as Record<string, string>[]).map((one) => one[key]);
    expect(new Set(shown("condition", "type"))).toEqual(new Set(conditions));
    expect(new Set(shown("trigger", "on"))).toEqual(new Set(triggers));
    expect(new Set([...shown("amount", "type"), ...shown("units", "type")])).toEqual(new Set(amounts));
    expect(new Set(shown("rule", "kind"))).toEqual(new Set(rewardKinds));
  });

  it("names every field of a program and of a rule", () => {
    const fieldsOf = (definition: object) =>
      (checkProgram(definition).find(({ code }) => code === "GW_PROGRAM_FIELD_UNKNOWN")?.message ?? "")
        .replace(/^.*; use /, "")
        .split(/, | or /)
        .map((field) => field.replace(/[."]|or /g, ""));
    const [programFields, ruleFields] = tablesIn(page);
    const names = (table: Table | undefined) =>
      new Set(table?.rows.flatMap(([field = ""]) => field.split(", ").map((one) => one.split(".")[0])));
    expect(names(programFields)).toEqual(new Set(fieldsOf({ ...aProgramDefinition(), nothing: 1 })));
    expect(names(ruleFields)).toEqual(
      new Set(fieldsOf(aProgramDefinition({ rewards: [{ ...rule, nothing: 1 } as never] }))),
    );
  });

  it("quotes a refusal word by word", () => {
    const amount = { type: "fixed", amounts: { eur: "10,00" } } as const;
    const [problem] = checkProgram(aProgramDefinition({ rewards: [{ ...rule, amount }] }));
    const quoted = [...page.matchAll(/`([^`]+)`/g)].map(([, text]) => text);
    expect(quoted).toContain(problem?.message);
  });

  it("says its example in the words an advocate reads", () => {
    const text = marked(page, "terms");
    const said = [...text.matchAll(/^\d+\. (.+)$/gm)].map(([, sentence]) => sentence);
    const [program] = parts("") as ProgramDefinition[];
    expect(said).toEqual(
      programTerms({ ...(program as ProgramDefinition), version: 1 }, currency("eur"), "en"),
    );
  });
});

describe("docs/how-it-works.md", () => {
  it("names every fraud signal with its points", () => {
    const rows = tablesIn(marked(pageOf("how-it-works.md"), "signals"))[0]?.rows ?? [];
    const points = Object.fromEntries(rows.map(([, signal = "", said = ""]) => [signal, said]));
    const byDefault = Object.entries(trustDefaults.points).map(([signal, said]) => [signal, String(said)]);
    expect(points).toEqual(Object.fromEntries(byDefault));
  });

  it("says what may follow each state of a reward", () => {
    const table = tablesIn(pageOf("how-it-works.md")).find(({ head }) => head[0] === "state");
    const canMove = (from: RewardState, to: RewardState) => {
      try {
        return moveReward(aReward({ state: from }), to).state === to;
      } catch {
        return false;
      }
    };
    const said = table?.rows.map(
      ([state = "", , next = ""]) => [state, [...next.matchAll(/\w+/g)].map(String)] as const,
    );
    expect(said?.map(([state, words]) => [state, rewardStates.filter((to) => words.includes(to))])).toEqual(
      expect.arrayContaining(
        rewardStates.map((from) => [from, rewardStates.filter((to) => canMove(from, to))]),
      ),
    );
  });

  it("names the limits at which they begin", () => {
    const page = pageOf("how-it-works.md");
    const { parameters, thresholds } = trustDefaults;
    for (const text of [
      `Below ${thresholds.review} the reward pays`,
      `from ${thresholds.review} it waits`,
      `from ${thresholds.decline}\n`,
      `more than ${parameters.friends24h} friends in 24 hours`,
      `more than ${parameters.friends30d} friends in 30 days`,
      `within ${parameters.minClickToOrderSeconds} seconds`,
      `${parameters.averageFactor} times the store's average`,
      `more than ${parameters.addressesAllowed} people`,
      `more than ${parameters.strangersPerHour} strangers`,
    ]) {
      expect(page).toContain(text);
    }
  });
});

describe("docs/glossary.md", () => {
  it("has every state of a referral and of a reward", () => {
    const rows = tablesIn(pageOf("glossary.md"))[0]?.rows ?? [];
    const wordsOf = (term: string) =>
      rows
        .find(([name]) => name === term)
        ?.join(" ")
        .match(/\w+/g) ?? [];
    expect(wordsOf("Referral")).toEqual(expect.arrayContaining([...referralStates]));
    expect(wordsOf("Reward rule, reward")).toEqual(expect.arrayContaining([...rewardStates]));
  });
});
