import { isIP } from "node:net";
import { currency, exponentOf, moneyOf, offeredCurrencies, type Secret, secretProblem } from "@goodword/core";
import type { StoreLimits } from "@goodword/store";
import { z } from "@medusajs/framework/zod";
import { type ProgramOptions, programDefinition } from "./program-definition";

/** What a shop writes beside `resolve: "medusa-plugin-goodword"`. Amounts are decimal strings in major units. */
export interface GoodwordPluginOptions {
  /**
   * Keys every hash; at least 32 characters. With another one known people become new ones, unless the one before stays
   * in a list behind it: `[new, old]`, three at most.
   */
  readonly secret: Secret;
  readonly program: ProgramOptions;
  /** What Goodword mails of its own accord. The mail about an issued reward always goes out. */
  readonly mails: {
    /** Off by default: Medusa sends no order confirmation itself, but the shop may have its own. */
    readonly orderConfirmation: boolean;
  };
  /**
   * Without it mails go through the shop's own provider for the channel `email` of Medusa's Notification Module. With
   * neither Goodword sends none; then rewards are seen in the admin only.
   */
  readonly smtp?: {
    readonly host: string;
    readonly port: number;
    readonly secure?: boolean;
    readonly user?: string;
    readonly pass?: string;
  };
  /** Who the mails come from; needed with `smtp`. */
  readonly from?: { readonly name: string; readonly address: string };
  /**
   * The address that people reach this Medusa server by, such as `https://api.shop.example`. Without it staff cannot
   * ask a person by mail whether two records are theirs: the link in that mail leads here.
   */
  readonly publicUrl?: string;
  /**
   * The CMS that prompts are published in: where its snapshot is read, and the secret shared with it. While the secret
   * is changed, a list of the new one and the one before.
   */
  readonly content?: { readonly url: string; readonly secret: Secret };
  /** How much of Medusa's database connections Goodword takes at most; the defaults stand in the README. */
  readonly databaseLimits: StoreLimits;
  /** How anybody's requests are limited; in memory by default, which is right for one instance. */
  readonly limits: LimitOptions;
  /** How many proxies stand before Medusa; with a wrong number all visitors share one address. 0 by default. */
  readonly trustProxy: number;
}

interface LimitsFor {
  /** Addresses of the shop's own servers that call for all shoppers; private addresses are known without. */
  readonly shopServers: readonly string[];
  /** Whether guesses at Goodword's codes are limited where Medusa takes promotion codes. */
  readonly promotions: boolean;
}

/** Where requests are counted, and for whom more are allowed. */
export type LimitOptions =
  | (LimitsFor & { readonly store: "memory" })
  | (LimitsFor & { readonly store: "postgres" })
  | (LimitsFor & { readonly store: "redis"; readonly url: string });

/** One value. What it must be is all its error says; what it was is added, unless it is a secret. */
const value = <T>(expected: string, holds: (given: unknown) => boolean) =>
  z.custom<T>(holds, { error: `expected ${expected}` });
const isText = (given: unknown): given is string => typeof given === "string" && given.trim() !== "";
const text = value<string>("a text", isText);
const flag = value<boolean>("true or false", (given) => typeof given === "boolean");
const whole = (least: number, most: number) =>
  value<number>(
    `${least}–${most}`,
    (given) => Number.isInteger(given) && (given as number) >= least && (given as number) <= most,
  );
const secret = z.custom<Secret>().superRefine((given, context) => {
  const problem = secretProblem(given);
  if (problem === null) return;
  const path = problem.place === null ? [] : [problem.place];
  context.addIssue({ code: "custom", path, message: `expected ${problem.expected}` });
});
const webAddress = value<string>(
  "an address such as https://shop.example",
  (given) => isText(given) && /^https?:$/.test(protocolOf(given)),
);
const publicAddress = value<string>(
  "an https address without a query, such as https://api.shop.example (http only on localhost)",
  (given) => isText(given) && isPublic(given),
).transform((given) => given.replace(/(?<!\/)\/+$/, ""));
const amounts = z.record(z.string(), z.unknown()).transform((given, context) => {
  for (const [code, amount] of Object.entries(given)) {
    if (!/^[a-z]{3}$/.test(code)) {
      context.addIssue({
        code: "custom",
        path: [code],
        message: 'expected a key that is an ISO 4217 code in lower case, such as "eur"',
      });
    } else if (!isPayable(amount, code)) {
      context.addIssue({
        code: "custom",
        path: [code],
        message: `expected a decimal in major units as a text, such as "10.00"`,
      });
    }
  }
  return given as Record<string, string>;
});
const fixed = z.strictObject({ type: z.literal("fixed"), amounts });
const percentage = z.strictObject({
  type: z.literal("percentage"),
  percent: value<number>(
    "more than 0, at most 100",
    (given) => typeof given === "number" && given > 0 && given <= 100,
  ),
});
const product = value<string>(
  "the id or SKU of a variant, or the id or handle of a product: 1 to 64 letters, digits, dashes, dots and underscores",
  (given) => typeof given === "string" && /^[\w.-]{1,64}$/.test(given),
);

const program = z.strictObject({
  id: value<string>(
    'letters, digits and dashes, such as "friends"',
    (given) => isText(given) && /^[a-z0-9-]{1,64}$/i.test(given),
  ),
  shopName: text,
  landingUrl: webAddress,
  shareUrl: webAddress.transform((given) => given.replace(/(?<!\/)\/+$/, "")),
  codeWord: value<string>(
    'two to twelve capital letters, such as "FRIEND"',
    (given) => isText(given) && /^[A-Z]{2,12}$/.test(given),
  ),
  friend: z.discriminatedUnion("type", [percentage, fixed], {
    error: 'expected "percentage" or "fixed" as its type',
  }),
  combination: z.enum(["stack", "best"], { error: 'expected "stack" or "best"' }).optional(),
  advocate: z.discriminatedUnion(
    "type",
    [
      fixed,
      percentage,
      z.strictObject({ type: z.literal("store-credit"), amounts }),
      z.strictObject({ type: z.literal("points"), points: whole(1, 1_000_000) }),
      z.strictObject({ type: z.literal("free-product"), product, pieces: whole(1, 100).optional() }),
      z.strictObject({ type: z.literal("payout"), amounts }),
    ],
    {
      error:
        'expected "fixed", "percentage", "store-credit", "points", "free-product" or "payout" as its type',
    },
  ),
  conditions: z.strictObject({
    newCustomer: flag,
    minimumOrder: amounts.optional(),
    // What is never paid for earns nothing, unless the owner says otherwise.
    payment: z.enum(["captured", "placed"], { error: 'expected "captured" or "placed"' }).default("captured"),
  }),
  attributionWindowDays: whole(1, 365),
  holdDays: whole(0, 365),
});

const smtp = z.strictObject({
  host: text,
  port: whole(1, 65_535),
  secure: flag.optional(),
  user: text.optional(),
  pass: text.optional(),
});
const from = z.strictObject({
  name: text,
  address: value<string>("an e-mail address", (given) => isText(given) && /^[^\s@]+@[^\s@]+$/.test(given)),
});

const databaseLimits = z.strictObject({
  connections: whole(1, 100).optional(),
  waitMs: whole(10, 60_000).optional(),
  holdMs: whole(50, 600_000).optional(),
});

const limitsFor = {
  shopServers: z
    .array(value<string>("an IP address", (given) => typeof given === "string" && isIP(given) !== 0))
    .default([]),
  promotions: flag.default(true),
};
const limits = z.discriminatedUnion(
  "store",
  [
    z.strictObject({ store: z.literal("memory"), ...limitsFor }),
    z.strictObject({ store: z.literal("postgres"), ...limitsFor }),
    z.strictObject({
      store: z.literal("redis"),
      url: value<string>(
        "an address such as redis://127.0.0.1:6379",
        (given) => isText(given) && /^rediss?:$/.test(protocolOf(given)),
      ),
      ...limitsFor,
    }),
  ],
  { error: 'expected "memory", "postgres" or "redis" as its store' },
);

const options = z
  .strictObject({
    secret,
    program,
    mails: z.strictObject({ orderConfirmation: flag.default(false) }).default({ orderConfirmation: false }),
    smtp: smtp.optional(),
    from: from.optional(),
    publicUrl: publicAddress.optional(),
    content: z.strictObject({ url: webAddress, secret }).optional(),
    databaseLimits: z
      .strictObject({ shoppers: databaseLimits.optional(), background: databaseLimits.optional() })
      .default({}),
    limits: limits.default({ store: "memory", shopServers: [], promotions: true }),
    trustProxy: whole(0, 10).default(0),
  })
  .superRefine((given, context) => {
    const refuse = (path: string[], message: string) => context.addIssue({ code: "custom", path, message });
    const { advocate } = given.program;
    // What names no amounts is offered in every currency.
    const isNamed = "amounts" in advocate;
    if (isNamed && offeredCurrencies(programDefinition(given.program as ProgramOptions)).length === 0) {
      refuse(
        ["program", "advocate", "amounts"],
        "expected at least one currency that program.friend is offered in",
      );
    }
    if (given.smtp && !given.from) refuse(["from"], "expected the sender of the mails that go over smtp");
  });

/**
 * Reads the plugin's options once, when Medusa starts.
 * @param shop whether the shop has a provider for e-mail of its own
 * @throws Error naming the option and the fix: `[goodword] options.program.holdDays: expected 0–365, got -1`
 */
export function parseOptions(given: unknown, shop = { hasEmailChannel: false }): GoodwordPluginOptions {
  // Medusa hands every module its database beside its options.
  const { database: _, ...own } = (given ?? {}) as Record<string, unknown>;
  const read = parsed<GoodwordPluginOptions>(options, own, "goodword");
  if (read.mails.orderConfirmation && !read.smtp && !shop.hasEmailChannel) {
    throw new Error(
      "[goodword] options.smtp: expected a host and a port, as mails.orderConfirmation is true and the shop has no provider for the channel email, got nothing",
    );
  }
  return read;
}

/** How the provider of the Notification Module reaches a mail server. */
export type SmtpProviderOptions = Pick<Required<GoodwordPluginOptions>, "smtp" | "from">;

const smtpProvider = z.strictObject({ smtp, from });

/** @throws Error naming the option and the fix: `[goodword-smtp] options.smtp.port: expected 1–65535, got nothing` */
export function parseSmtpProviderOptions(given: unknown): SmtpProviderOptions {
  // Medusa's own are beside them.
  const { channels: _, name: __, ...own } = (given ?? {}) as Record<string, unknown>;
  return parsed<SmtpProviderOptions>(smtpProvider, own, "goodword-smtp");
}

function parsed<Read>(schema: z.ZodType, given: unknown, who: string): Read {
  const read = schema.safeParse(given);
  if (read.success) return read.data as Read;
  throw new Error(read.error.issues.map((issue) => `[${who}] ${sentence(issue, given)}`).join("\n"));
}

function sentence(issue: z.core.$ZodIssue, given: unknown): string {
  const path = ["options", ...issue.path].join(".");
  if (issue.code === "unrecognized_keys") {
    return `${path}.${issue.keys[0]}: not an option; leave it out or correct its name`;
  }
  const expected = issue.code === "invalid_type" ? `expected ${issue.expected}` : issue.message;
  return `${path}: ${expected}, got ${shown(issue.path, given)}`;
}

function shown(path: readonly PropertyKey[], given: unknown): string {
  const found = path.reduce<unknown>(
    (at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key],
    given,
  );
  if (found === undefined) return "nothing";
  if (path.some((name) => name === "secret" || name === "pass")) {
    if (Array.isArray(found)) return `a list of ${found.length}`;
    return typeof found === "string" ? `${found.length} characters` : `a ${typeof found}`;
  }
  if (typeof found === "string") return JSON.stringify(found);
  return typeof found === "object" && found !== null ? "an object" : String(found);
}

function protocolOf(address: string): string {
  return URL.canParse(address) ? new URL(address).protocol : "";
}

/** Mails carry https links only, but for a shop on this machine. */
function isPublic(address: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || url.search !== "" || url.hash !== "" || url.username !== "") return false;
  const isHere = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(url.hostname);
  return url.protocol === "https:" || (url.protocol === "http:" && isHere);
}

function isPayable(amount: unknown, code: string): boolean {
  if (typeof amount !== "string" || !/^\d+(\.\d+)?$/.test(amount)) return false;
  const digits = amount.split(".")[1]?.length ?? 0;
  return digits <= exponentOf(currency(code)) && moneyOf(amount, code).amount > 0n;
}
