import type { Goodword, ProofView } from "@goodword/core";
import { memoryShop } from "@goodword/testing";
import express from "express";
import request from "supertest";
import {
  ceilings,
  createLimiter,
  type HttpRequest,
  mountExpress,
  openApiDocument,
  proveSamePerson,
  showSamePerson,
} from "../index";
import { samePersonRefused } from "../pages/same-person-page";

const shopName = "Mug & <Co>";
const open: ProofView = { state: "open", locale: "de-AT", shopName };

/** A server with the page alone, whose engine answers what it is told. */
function served(change: Partial<Goodword>) {
  const goodword = { ...memoryShop().goodword, ...change };
  const reported: unknown[] = [];
  const limiter = createLimiter();
  const app = express();
  app.use(express.json(), express.urlencoded({ extended: true }));
  for (const [method, operation] of [
    ["get", showSamePerson],
    ["post", proveSamePerson],
  ] as const) {
    const serve = mountExpress<HttpRequest>(operation, {
      goodword: () => goodword,
      trustedProxies: 1,
      limiter: () => limiter,
      report: (error) => reported.push(error),
    });
    app[method](operation.path, (req, res) => serve(req as HttpRequest, res));
  }
  return { http: request(app), reported };
}

const showing = (view: ProofView) => ({ showProof: async () => view, provePerson: async () => view });
const path = "/goodword/same-person/a-token";
/** The headers that do not depend on when something was asked and how long the answer is. */
const named = ({ date: _, etag: _tag, "content-length": _length, ...kept }: Record<string, string>) => kept;

describe("the page behind the link of a proof by mail", () => {
  it("runs nothing, loads nothing, is kept and indexed by nobody, and tells nobody where it was opened", async () => {
    const { headers, text } = await served(showing(open)).http.get(path).expect(200);
    expect(headers).toMatchObject({
      "content-type": "text/html; charset=utf-8",
      "content-security-policy":
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      "x-robots-tag": "noindex, nofollow",
    });
    expect(headers["set-cookie"]).toBeUndefined();
    expect(text).toContain('<meta name="robots" content="noindex, nofollow">');
    expect(text).not.toMatch(/<script|<img|<link|@import|url\(|https?:/);
  });

  it("is in the record's locale and under the shop's name, which is only shown", async () => {
    const { text } = await served(showing(open)).http.get(path).set("accept-language", "en");
    expect(text).toContain('<html lang="de" dir="ltr">');
    expect(text).toContain("Gehören dir zwei Adressen?");
    expect(text).toContain("Mug &#38; &#60;Co&#62;");
    expect(text).not.toContain("<Co>");
  });

  it("says of a wrong number what is wrong, beside the field it belongs to", async () => {
    const view: ProofView = { state: "wrong", locale: "en", triesLeft: 1, shopName };
    const { text } = await served(showing(view))
      .http.post(path)
      .type("form")
      .send({ number: "1" })
      .expect(200);
    expect(text).toMatch(/<title>Error: /);
    expect(text).toMatch(/<p class="error" id="error">This is not the number.*One try is left\.<\/p>/);
    expect(text).toMatch(/<input id="number"[^>]*aria-describedby="hint error"[^>]*aria-invalid="true"/);
    expect(text).toContain('<label for="number">');
  });

  it.each([
    ["en-US,en;q=0.9", "en", "This link does not work"],
    ["fr-FR, de;q=0.5", "de", "Dieser Link geht nicht"],
    ["x".repeat(10_000), "en", "This link does not work"],
    [undefined, "en", "This link does not work"],
  ])("is in the browser's language where nobody's locale may show (%#)", async (accepted, lang, words) => {
    const { http } = served(showing({ state: "gone", shopName }));
    const { text } = await http
      .get(path)
      .set(accepted === undefined ? {} : { "accept-language": accepted })
      .expect(404);
    expect(text).toContain(`<html lang="${lang}"`);
    expect(text).toContain(words);
    expect(text).not.toContain("<form");
  });

  it("thanks who proved it, and asks for nothing more", async () => {
    const { text } = await served(showing({ state: "done", locale: "en", shopName }))
      .http.post(path)
      .expect(200);
    expect(text).toContain("Thank you");
    expect(text).not.toContain("<form");
  });

  it("reads the number of a browser's form, and takes anything else for no number", async () => {
    const typed: unknown[] = [];
    const { http } = served({
      provePerson: async (input) => {
        typed.push(input);
        return open;
      },
    });
    await http.post(path).type("form").send({ number: "4821 0937", utm_source: "mail" }).expect(200);
    for (const number of [["1", "2"], { a: 1 }, null, 7, "x".repeat(5_000)]) {
      await http.post(path).send({ number }).expect(200);
    }
    await http.post(path).type("form").send("").expect(200);
    await http.post(`${path}?number=1`).type("text/plain").send("number=1").expect(200);
    expect(typed).toEqual([
      { token: "a-token", number: "4821 0937" },
      ...Array.from({ length: 7 }, () => ({ token: "a-token", number: "" })),
    ]);
  });

  it("is shown to a mail program that adds to the link", async () => {
    await served(showing(open)).http.get(`${path}?utm_source=mail&email=a@b.example`).expect(200);
  });

  it("says so on a page when the engine fails, and tells the host", async () => {
    const fail = async () => {
      throw new Error("connection to 10.0.0.7 refused for anna@example.com");
    };
    const { http, reported } = served({ showProof: fail, provePerson: fail });
    for (const asked of [http.get(path), http.post(path).type("form").send({ number: "1" })]) {
      const { text, headers } = await asked.expect(503);
      expect(headers["content-type"]).toBe("text/html; charset=utf-8");
      expect(text).toContain("This page cannot be shown right now");
      expect(text).not.toMatch(/anna|10\.0/);
    }
    expect(reported).toHaveLength(2);
  });

  describe("after too many tries from one network", () => {
    const perMinute = ceilings.missed.address?.[0]?.most as number;
    /** A visitor at one address: a loopback one would stand for all of a shop's. */
    const missedTooOften = async () => {
      const { http } = served({
        showProof: async ({ token }) => (token === "there" ? open : { state: "gone", shopName }),
        provePerson: async () => ({ state: "done", locale: "de", shopName }),
      });
      const visitor = {
        get: (link: string) => http.get(link).set("x-forwarded-for", "203.0.113.9"),
        post: (link: string) => http.post(link).set("x-forwarded-for", "203.0.113.9").type("form"),
      };
      const misses = Array.from({ length: perMinute }, (_, n) => visitor.get(linkTo(`missed-${n}`)));
      await Promise.all(misses.map((asked) => asked.expect(404)));
      return visitor;
    };
    const linkTo = (token: string) => `/goodword/same-person/${token}`;

    it.each([
      ["en-GB,en;q=0.9", "en", "Please wait a little", /again in a minute\./],
      ["de-AT", "de", "Bitte warte einen Moment", /in einer Minute noch einmal\./],
    ])(
      "says so on a page in the browser's language, and when to try again (%#)",
      async (accepted, lang, words, when) => {
        const visitor = await missedTooOften();
        const { headers, text } = await visitor
          .get(linkTo("there"))
          .set("accept-language", accepted)
          .expect(429);
        expect(text).toContain(`<html lang="${lang}"`);
        expect(text).toContain(words);
        expect(text).toMatch(when);
        expect(text).not.toMatch(/<form|GW_TOO_MANY_REQUESTS/);
        expect(Number(headers["retry-after"])).toBeGreaterThanOrEqual(1);
        expect(Number(headers["retry-after"])).toBeLessThanOrEqual(60);
      },
    );

    it("is as private as any other state of the page", async () => {
      const visitor = await missedTooOften();
      const refused = await visitor.get(linkTo("there")).expect(429);
      const shown = await served(showing(open)).http.get(path).expect(200);
      const { "retry-after": _, ...kept } = named(refused.headers);
      expect(kept).toEqual(named(shown.headers));
    });

    it("is the same whether the link exists or not, opened or sent", async () => {
      const visitor = await missedTooOften();
      const answers = [
        await visitor.get(linkTo("there")),
        await visitor.get(linkTo("nowhere")),
        await visitor.post(linkTo("there")).send({ number: "1" }),
        await visitor.post(linkTo("nowhere")).send({ number: "1" }),
      ];
      expect(answers.map(({ status }) => status)).toEqual([429, 429, 429, 429]);
      expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
      expect(new Set(answers.map(({ headers }) => Object.keys(headers).sort().join())).size).toBe(1);
    });
  });

  it.each([
    [1, "in a minute", "in einer Minute"],
    [60, "in a minute", "in einer Minute"],
    [61, "in 2 minutes", "in 2 Minuten"],
    [3_600, "in 60 minutes", "in 60 Minuten"],
  ])("sends nobody back before %i seconds are over", (retryAfter, en, de) => {
    expect(samePersonRefused({ status: 429, retryAfter }, "en").html).toContain(en);
    expect(samePersonRefused({ status: 429, retryAfter }, "de").html).toContain(de);
  });

  it.each([
    ["x".repeat(2_001), "de", "Dieser Link ist nicht vollständig"],
    ["a%00b", "en", "This link is not complete"],
  ])("says on a page that a link cannot be one (%#)", async (token, accepted, words) => {
    const { http } = served(showing(open));
    const { headers, text } = await http
      .get(`/goodword/same-person/${token}`)
      .set("accept-language", accepted)
      .expect(400);
    expect(headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(text).toContain(words);
  });

  it("is described as a page and a form", () => {
    const { get, post } = openApiDocument().paths["/goodword/same-person/{token}"] as never as Record<
      "get" | "post",
      { responses: Record<string, { content: object }>; requestBody?: { content: object } }
    >;
    expect(Object.keys(get.responses["200"]?.content ?? {})).toEqual(["text/html"]);
    expect(Object.keys(post.requestBody?.content ?? {})).toEqual(["application/x-www-form-urlencoded"]);
  });
});
