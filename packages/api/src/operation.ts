import type { Goodword } from "@goodword/core";
import { currency, decimalOf, GoodwordError } from "@goodword/core";
import { z } from "zod";
import { toJson } from "./json";

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
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON, or null for no body. */
  readonly body: unknown;
  /** A whole HTML page, in place of `body`. */
  readonly html?: string;
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
  /** JSON Schemas, for the OpenAPI document. */
  readonly schemas: { readonly input: JsonSchema; readonly output: JsonSchema };
  /** Never throws: a failure is a reply. `report` is told of failures that are ours. */
  answer(goodword: Goodword, request: OperationRequest, report: (error: unknown) => void): Promise<Reply>;
}

export type JsonSchema = Readonly<Record<string, unknown>>;

interface Definition<Input extends z.ZodType, Output extends z.ZodType> {
  readonly name: string;
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly access: Access;
  readonly summary: string;
  readonly input: Input;
  readonly output: Output;
  act(goodword: Goodword, input: z.output<Input>, request: OperationRequest): unknown;
  /** For an operation that people open in a browser: the page for a failure of ours, in place of JSON. */
  readonly failurePage?: (request: OperationRequest) => Page;
}

/** A reply that sends the visitor on. */
export class Redirect {
  constructor(readonly location: string) {}
}

/** A reply that a person reads in a browser. */
export class Page {
  constructor(
    readonly html: string,
    readonly status: 200 | 404 | 503 = 200,
  ) {}
}

/** One entry of the list that routes, validation and the OpenAPI document are made from. */
export function operation<Input extends z.ZodType, Output extends z.ZodType>(
  definition: Definition<Input, Output>,
): Operation {
  const { act, input, output, failurePage, ...rest } = definition;
  return {
    ...rest,
    schemas: { input: jsonSchema(input, "input"), output: jsonSchema(output, "output") },
    async answer(goodword, request, report) {
      const parsed = input.safeParse(request.fields);
      if (!parsed.success) return refusal(400, firstProblem(parsed.error));
      try {
        const result = await act(goodword, parsed.data, request);
        if (result instanceof Redirect) return redirect(result.location);
        if (result instanceof Page) return page(result);
        return json(
          200,
          toJson(result, (amount, code) => decimalOf({ amount, currency: currency(code) })),
        );
      } catch (error) {
        const reply = failure(error, report);
        return failurePage === undefined ? reply : page(failurePage(request));
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
