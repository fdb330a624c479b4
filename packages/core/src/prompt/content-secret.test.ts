import { createHmac } from "node:crypto";
import { contentBearer, isPlainHttp } from "./content-secret";

const secret = "thirty-two letters, at the least!";

it("makes a bearer that is the same each time, differs by secret, and cannot sign in its place", () => {
  const bearer = contentBearer(secret);
  expect(bearer).toMatch(/^gwp_[0-9a-f]{64}$/);
  expect(contentBearer(secret)).toBe(bearer);
  expect(contentBearer(`${secret}!`)).not.toBe(bearer);
  const signed = (key: string) => createHmac("sha256", key).update("body").digest("hex");
  expect(signed(bearer)).not.toBe(signed(secret));
});

it.each([
  ["https://cms.example/x", false],
  ["http://localhost:1337", false],
  ["http://127.0.0.1:1337/x", false],
  ["http://[::1]:1337", false],
  ["http://strapi:1337", true],
  ["http://127.0.0.1.evil.example", true],
])("tells whether %s is plain http across a network: %s", (address, isPlain) => {
  expect(isPlainHttp(address)).toBe(isPlain);
});
