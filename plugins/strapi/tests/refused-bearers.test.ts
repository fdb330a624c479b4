import { ceilings } from "@goodword/api";
import { contentBearer } from "@goodword/core";
import { contentSecret, startStrapi, type TestStrapi } from "./test-strapi";

let strapi: TestStrapi;
beforeAll(async () => {
  strapi = await startStrapi();
});
afterAll(() => strapi?.stop());

const perMinute = ceilings.unsigned.address?.[0]?.most as number;
const visitor = "203.0.113.9";
const ask = (bearer: string, forwarded = visitor) =>
  strapi.http
    .get("/api/goodword/snapshot")
    .set("authorization", `Bearer ${bearer}`)
    .set("x-forwarded-for", forwarded);
const guesses = (times: number) =>
  Promise.all(Array.from({ length: times }, (_, n) => ask(`a-guess-at-the-bearer-${n}`)));

it("refuses whoever guesses at the bearer, by address, and never the shop", async () => {
  const answers = await guesses(perMinute * 3);
  const withStatus = (wanted: number) => answers.filter(({ status }) => status === wanted);
  expect(withStatus(401)).toHaveLength(perMinute);
  expect(withStatus(429)).toHaveLength(perMinute * 2);
  for (const { headers, body } of withStatus(429)) {
    expect(Number(headers["retry-after"])).toBeGreaterThanOrEqual(1);
    expect(Number(headers["retry-after"])).toBeLessThanOrEqual(60);
    expect(headers["cache-control"]).toBe("no-store");
    expect(body.error).toMatchObject({ status: 429 });
  }
  // The shop may share the guesser's address, and asks more often than anybody may guess.
  for (let n = 0; n < perMinute * 2; n += 1) await ask(contentBearer(contentSecret)).expect(200);
  // Somebody else, and whatever a guesser writes before the address that the proxy saw.
  await ask("wrong", "198.51.100.7").expect(401);
  await ask("wrong", `192.0.2.1, ${visitor}`).expect(429);
});
