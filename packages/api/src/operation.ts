import type { Goodword } from "@goodword/core";
import { currency, decimalOf, GoodwordError } from "@goodword/core";
import { z } from "zod";
import { within } from "./deadline";
import { toJson } from "./json";
import type { Counted, Outcome } from "./limits/ceilings";
import { unreadableIn } from "./readable-text";

/** Who may call: anybody with the shop's publishable key, anybody at all, staff, or the CMS with its signature. */
export type Access = "store" | "open" | "admin" | "signed";

/** What an operation reads of a request, whatever server it came through. */
export interface OperationRequest {
  readonly method: string;
  /** Path, query and body fields together; a path field wins over a query field, and that over the body. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly ip: string;
  /** The host's customer who is logged in; null for anybody else. */
  readonly customerId: string | null;
  /** Above a soft limit an answer leaves no row; above a hard one, where it is given at all, nothing is looked up. */
  readonly pressure?: "none" | "soft" | "hard";
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON, or null for no body. */
  readonly body: unknown;
  /** A whole HTML page, in place of `body`. */
  readonly html?: string;
  /** What it counts as; `failed` where it is left out. Not sent. */
  readonly outcome?: Outcome;
}

/** What of a request its limits count, and what of its result. */
export interface Limits<Result = unknown> {
  /** Fields of the input that a stranger could guess. */
  readonly guesses?: readonly string[];
  /** The fields that name the cart or the order that requests are counted under. */
  readonly cart?: string;
  readonly order?: string;
  /** What may come of it beside what is found; the limits of these are asked before anything is looked up. */
  readonly may: readonly Counted[];
  /** What came of it; found where it is left out. */
  outcome?(result: Result): Outcome;
  /** Above a hard limit it is answered all the same, with the pressure said; others answer 429. */
  readonly alwaysAnswers?: boolean;
}

export interface ErrorBody {
  readonly code: string;
  /** Names the field and the fix. */
  readonly message: string;
  readonly field?: string;
}

export interface Operation {
  readonly name: string;
  readonly method: "GET" | "POST";
  /** With `:name` for path fields; a host puts its own prefix before the paths of `store` and `admin`. */
  readonly path: string;
  readonly access: Access;
  readonly summary: string;
  /** Null for staff's operations: who may call them has shown who they are. */
  readonly limits: Omit<Limits, "outcome"> | null;
  /** JSON Schemas, for the OpenAPI document. */
  readonly schemas: { readonly input: JsonSchema; readonly output: JsonSchema };
  /** A refusal in the form that whoever asks can read: as it is, or as a page where people open it in a browser. */
  refuse(request: OperationRequest, refused: Reply): Reply;
  /** Never throws: a failure is a reply. `report` is told of failures that are ours. */
  answer(goodword: Goodword, request: OperationRequest, report: (error: unknown) => void): Promise<Reply>;
}

export type JsonSchema = Readonly<Record<string, unknown>>;

interface Entry<Input extends z.ZodType, Output extends z.ZodType, Result> {
  readonly name: string;
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly summary: string;
  readonly input: Input;
  readonly output: Output;
  act(goodword: Goodword, input: z.output<Input>, request: OperationRequest): Result | Promise<Result>;
  /** True where fields are anybody's and only read by patterns: then none is refused for its characters. */
  readonly takesAnyText?: boolean;
  /** Milliseconds that a caller waits; for a shopper's operations 10 s, for others as long as it takes. */
  readonly deadlineMs?: number;
  /** What is answered in place of an answer that is late; 503 where it is left out. */
  late?(
    goodword: Goodword,
    input: z.output<Input>,
    request: OperationRequest,
  ): NoInfer<Result> | Promise<NoInfer<Result>>;
  /** For what people open in a browser: the page for a refusal, a limit's too, and for a failure of ours. */
  readonly refusalPage?: (request: OperationRequest, refused: Refusal) => Page;
}

/** Why there is no answer, as far as a page says it. */
export interface Refusal {
  readonly status: number;
  /** In whole seconds; null where nobody knows when it is worth another try. */
  readonly retryAfter: number | null;
}

/** What anybody may call names its limits. */
type Definition<Input extends z.ZodType, Output extends z.ZodType, Result> = Entry<Input, Output, Result> &
  (
    | { readonly access: "admin"; readonly limits?: never }
    | { readonly access: Exclude<Access, "admin">; readonly limits: Limits<NoInfer<Result>> }
  );

/** A result whose answer does not say what it counts as. */
export class Judged<Body = unknown> {
  constructor(
    readonly body: Body,
    readonly outcome: Outcome,
  ) {}
}

/** The page that asks has given up by then. */
const shopperMs = 10_000;

/** A reply that sends the visitor on. */
export class Redirect {
  constructor(
    readonly location: string,
    readonly outcome: Outcome = "found",
  ) {}
}

/** A reply that a person reads in a browser. */
export class Page {
  constructor(
    readonly html: string,
    readonly status: number = 200,
  ) {}
}

/** One entry of the list that routes, validation and the OpenAPI document are made from. */
export function operation<Input extends z.ZodType, Output extends z.ZodType, Result>(
  definition: Definition<Input, Output, Result>,
): Operation {
  const { act, input, output, refusalPage, late, limits, takesAnyText = false, ...rest } = definition;
  const isShoppers = rest.access === "store" || rest.access === "open";
  const { deadlineMs = isShoppers ? shopperMs : null, ...shown } = rest;
  const refuse: Operation["refuse"] = (request, refused) => {
    if (refusalPage === undefined) return refused;
    const { status, headers } = refused;
    const retryAfter = Number(headers["retry-after"] ?? Number.NaN);
    const shown = page(refusalPage(request, { status, retryAfter: retryAfter || null }));
    return { ...shown, status, headers: { ...headers, ...shown.headers } };
  };
  return {
    ...shown,
    limits: limits ?? null,
    schemas: { input: jsonSchema(input, "input"), output: jsonSchema(output, "output") },
    refuse,
    async answer(goodword, request, report) {
      const unreadable = takesAnyText ? null : unreadableIn(request.fields);
      if (unreadable !== null) {
        const { field, what } = unreadable;
        return refuse(request, refusal(400, { code: "GW_INPUT", message: `${field}: ${what}`, field }));
      }
      const parsed = input.safeParse(request.fields);
      if (!parsed.success) return refuse(request, refusal(400, firstProblem(parsed.error)));
      try {
        const asked = (async () => act(goodword, parsed.data, request))();
        const result =
          deadlineMs === null
            ? await asked
            : await within(deadlineMs, asked, late && (() => late(goodword, parsed.data, request)));
        const outcome = limits?.outcome?.(result) ?? "found";
        if (result instanceof Redirect) return { ...redirect(result.location), outcome };
        if (result instanceof Page) return { ...page(result), outcome };
        const answer = result instanceof Judged ? result.body : result;
        const body = toJson(answer, (amount, code) => decimalOf({ amount, currency: currency(code) }));
        return { ...json(200, body), outcome };
      } catch (error) {
        return refuse(request, failure(error, report));
      }
    },
  };
}

function jsonSchema(schema: z.ZodType, io: "input" | "output"): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, target: "draft-2020-12" });
  return rest;
}

// No schema takes a friend's address: 16 CFR 316; BGH I ZR 208/12; PECR reg. 22.
const contact = /e-?mail|phone|mobile|recipient|friend/i;

function firstProblem(error: z.ZodError): ErrorBody {
  const unknown = error.issues.flatMap((issue) => (issue.code === "unrecognized_keys" ? issue.keys : []));
  const address = unknown.find((field) => contact.test(field));
  if (address !== undefined) {
    return {
      code: "GW_FRIEND_CONTACT_FORBIDDEN",
      message: `${address}: a friend's contact is never taken; the shopper sends the link`,
      field: address,
    };
  }
  const [issue] = error.issues;
  const field = issue?.code === "unrecognized_keys" ? (unknown[0] ?? "") : (issue?.path.join(".") ?? "");
  return issue?.code === "unrecognized_keys"
    ? { code: "GW_FIELD_UNKNOWN", message: `${field}: not a field of this operation; leave it out`, field }
    : { code: "GW_INPUT", message: `${field}: ${issue?.message ?? "invalid"}`, field };
}

function failure(error: unknown, report: (error: unknown) => void): Reply {
  if (error instanceof GoodwordError && error.action === "ignore") {
    return refusal(422, { code: error.code, message: error.message });
  }
  report(error);
  return refusal(503, {
    code: "GW_UNAVAILABLE",
    message: "Goodword cannot answer right now; try again in a minute",
  });
}

export function refusal(status: number, body: ErrorBody): Reply {
  return json(status, body);
}

function json(status: number, body: unknown): Reply {
  return { status, headers: { "cache-control": "no-store" }, body };
}

function redirect(location: string): Reply {
  return {
    status: 302,
    headers: { location, "cache-control": "no-store", "referrer-policy": "strict-origin-when-cross-origin" },
    body: null,
  };
}

/**
 * Its address may be a secret and its text is somebody's: it runs nothing, loads nothing, is kept by no cache or search
 * engine, stands in no frame, and tells no other site where the visitor came from.
 */
function page({ html, status }: Page): Reply {
  return {
    status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy":
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
      "x-robots-tag": "noindex, nofollow",
    },
    body: null,
    html,
  };
}
