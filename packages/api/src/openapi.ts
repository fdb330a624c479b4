import type { JsonSchema, Operation } from "./operation";
import { operations } from "./operations";

/** Where a host serves each kind of operation. */
export interface OpenApiPrefixes {
  readonly store: string;
  readonly admin: string;
}

/** The OpenAPI 3.1 document of all operations. */
export function openApiDocument(
  prefixes: OpenApiPrefixes = { store: "/store/goodword", admin: "/admin/goodword" },
) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of operations) {
    const path = `${prefixOf(operation, prefixes)}${operation.path}`.replace(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [operation.method.toLowerCase()]: describe(operation) };
  }
  return {
    openapi: "3.1.0",
    info: { title: "Goodword", version: "0.1.0", license: { name: "MIT", identifier: "MIT" } },
    paths,
    components: {
      securitySchemes: {
        store: { type: "apiKey", in: "header", name: "x-publishable-api-key" },
        admin: { type: "http", scheme: "bearer" },
        signed: { type: "apiKey", in: "header", name: "webhook-signature", description: "Standard Webhooks" },
      },
      schemas: { Error: errorSchema },
    },
  };
}

const errorSchema = {
  type: "object",
  required: ["code", "message"],
  properties: { code: { type: "string" }, message: { type: "string" }, field: { type: "string" } },
};

const answersWithError = (description: string) => ({
  description,
  content: { "application/json": { schema: { $ref: "#/components/schemas/Error" } } },
});

const tooMany = {
  ...answersWithError("Too many requests of this address, cart, order or account"),
  headers: {
    "retry-after": { description: "Seconds until the next try", schema: { type: "integer", minimum: 1 } },
  },
};

function prefixOf({ access }: Operation, prefixes: OpenApiPrefixes): string {
  return access === "store" || access === "admin" ? prefixes[access] : "";
}

function describe(operation: Operation) {
  const { input, output } = operation.schemas;
  const properties = (input.properties ?? {}) as Record<string, JsonSchema>;
  const required = (input.required ?? []) as string[];
  const inPath = [...operation.path.matchAll(/:(\w+)/g)].map((match) => match[1] as string);
  const others = Object.keys(properties).filter((name) => !inPath.includes(name));
  const parameter = (name: string, where: "path" | "query") => ({
    name,
    in: where,
    required: where === "path" || required.includes(name),
    schema: properties[name],
  });
  return {
    operationId: operation.name,
    summary: operation.summary,
    ...(operation.access === "open" ? {} : { security: [{ [operation.access]: [] }] }),
    parameters: [
      ...inPath.map((name) => parameter(name, "path")),
      ...(operation.method === "GET" ? others.map((name) => parameter(name, "query")) : []),
    ],
    ...(operation.method === "POST" && others.length > 0
      ? {
          requestBody: {
            required: true,
            // A page's form is sent as a browser does.
            content: {
              [isPage(output) ? "application/x-www-form-urlencoded" : "application/json"]: {
                schema: bodySchema(others, properties, required),
              },
            },
          },
        }
      : {}),
    responses: isPage(output)
      ? {
          "200": answersWithPage("The page"),
          "400": answersWithPage("A link that is not whole"),
          "404": answersWithPage("A link that does not work, or no longer"),
          "429": { ...tooMany, ...answersWithPage(tooMany.description) },
          "503": answersWithPage("Goodword cannot answer right now"),
        }
      : jsonResponses(operation, output),
  };
}

const pageType = "text/html";

function isPage(output: JsonSchema): boolean {
  return output.contentMediaType === pageType;
}

const answersWithPage = (description: string) => ({
  description,
  content: { [pageType]: { schema: { type: "string" } } },
});

function jsonResponses(operation: Operation, output: JsonSchema) {
  return {
    ...(output.type === "null"
      ? {
          "302": {
            description: "Found",
            headers: { location: { schema: { type: "string", format: "uri" } } },
          },
        }
      : { "200": { description: "OK", content: { "application/json": { schema: output } } } }),
    "400": answersWithError("The input names a field that is wrong, and the fix"),
    ...(operation.limits === null || operation.limits.alwaysAnswers === true ? {} : { "429": tooMany }),
    "503": answersWithError("Goodword cannot answer right now"),
  };
}

function bodySchema(names: string[], properties: Record<string, JsonSchema>, required: string[]) {
  return {
    type: "object",
    additionalProperties: false,
    required: required.filter((name) => names.includes(name)),
    properties: Object.fromEntries(names.map((name) => [name, properties[name]])),
  };
}
