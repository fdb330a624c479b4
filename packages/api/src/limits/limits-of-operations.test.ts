import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openApiDocument, operations, tooManyRequests } from "../index";
import { type Ceiling, ceilings } from "./ceilings";
import { claimOutcome } from "./outcomes";

it("every operation that anybody may call has limits, and none of staff's has", () => {
  for (const { name, access, limits } of operations) {
    expect([name, limits !== null]).toEqual([name, access !== "admin"]);
  }
});

it("what limits name are fields of the operation", () => {
  for (const { schemas, limits } of operations) {
    const named = [...(limits?.guesses ?? []), limits?.cart, limits?.order].filter(
      (name) => name !== undefined,
    );
    const fields = Object.keys((schemas.input.properties ?? {}) as object);
    expect(fields).toEqual(expect.arrayContaining(named));
  }
});

it("an operation that looks up a code, an order or a claim that is named limits misses", () => {
  for (const { name, schemas, limits } of operations) {
    if (limits === null) continue;
    const fields = Object.keys((schemas.input.properties ?? {}) as object);
    const isGuessed = fields.some((field) => ["code", "orderId", "cartId", "claim", "token"].includes(field));
    expect([name, limits.may.includes("missed")]).toEqual([name, isGuessed]);
    expect([name, (limits.guesses ?? []).length > 0]).toEqual([name, isGuessed]);
  }
});

it("every operation that answers with a page refuses with one, and every other with JSON", () => {
  const request = { method: "GET", fields: {}, query: {}, headers: {}, ip: "", customerId: null };
  for (const { name, schemas, refuse } of operations) {
    const { status, headers, body, html } = refuse(request, tooManyRequests(7));
    const isPage = schemas.output.contentMediaType === "text/html";
    expect([name, status, headers["retry-after"]]).toEqual([name, 429, "7"]);
    expect([name, html !== undefined, body === null]).toEqual([name, isPage, isPage]);
  }
});

it("every operation that may refuse says so in the API's document", () => {
  const documented = Object.values(openApiDocument().paths)
    .flatMap((path) => Object.values(path) as { operationId: string; responses: object }[])
    .filter(({ responses }) => "429" in responses)
    .map(({ operationId }) => operationId);
  const refusing = operations.filter(({ limits }) => limits !== null && limits.alwaysAnswers !== true);
  expect(documented.sort()).toEqual(refusing.map(({ name }) => name).sort());
});

it("a reason that is not known to be of the cart alone counts as a question about a person", () => {
  expect(["code-unknown", "claim-unknown", "cart-not-found"].map(claimOutcome)).toEqual(
    Array(3).fill("missed"),
  );
  expect(["below-minimum", "other-discount", null].map(claimOutcome)).toEqual(Array(3).fill("found"));
  const personal = ["self-referral", "existing-customer", "not-applicable", "whatever comes later"];
  expect(personal.map(claimOutcome)).toEqual(Array(4).fill("refused"));
});

it("the figures of the decision record are those of the code", () => {
  const file = join(__dirname, "../../../../docs/decisions/018-limits.md");
  // A table's cells are padded, and sentences are wrapped.
  const page = readFileSync(file, "utf8").replaceAll(/ +/g, " ");
  const prose = page.replaceAll(/\s+/g, " ");
  const rows = [
    ["missed", "missed"],
    ["refused", "refused"],
    ["claims made", "made"],
    ["codes of our form that did nothing at Medusa's checkout", "mistyped"],
    ["wrong signatures", "unsigned"],
    ["all requests", "asked"],
  ] as const;
  for (const [title, what] of rows) {
    const cells = page
      .split("\n")
      .find((line) => line.startsWith(`| ${title} |`))
      ?.split("|")
      .slice(2, 5);
    const figures = cells?.map((cell) => (cell.match(/[\d,]+\d|\d/g) ?? []).map(numberOf));
    const { address, cart, account } = ceilings[what];
    expect([title, figures]).toEqual([title, [address, cart, account].map(mostOf)]);
  }
  const most = ceilings.asked.order?.map((one) => one.most.toLocaleString("en"));
  expect(prose).toContain(`An order has ${most?.[0]} requests a minute and ${most?.[1]} an hour.`);
  expect(prose).toContain(
    `After ${ceilings.clicked.address?.[0]?.most.toLocaleString("en")} opened links an hour`,
  );
});

const numberOf = (text: string) => Number(text.replaceAll(",", ""));
const mostOf = (given: readonly Ceiling[] | undefined) => (given ?? []).map(({ most }) => most);
