import { parseOptions } from "./options";

const options = { shopUrl: "https://api.shop.example", contentSecret: "thirty-two letters, at the least!" };

it("takes a shop's URL with or without a trailing slash", () => {
  expect(parseOptions({ ...options, shopUrl: "https://api.shop.example/" })).toEqual(options);
});

it("takes a whsec_ secret of base64 only", () => {
  const contentSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  expect(parseOptions({ ...options, contentSecret }).contentSecret).toBe(contentSecret);
  expect(() => parseOptions({ ...options, contentSecret: "whsec_this is not base64, however long" })).toThrow(
    "[goodword] options.contentSecret: expected base64 after whsec_",
  );
});

it("takes several secrets while they are changed, and each as strictly as one", () => {
  const both = [options.contentSecret, `${options.contentSecret} before`];
  expect(parseOptions({ ...options, contentSecret: both }).contentSecret).toEqual(both);
  expect(() => parseOptions({ ...options, contentSecret: [] })).toThrow("expected one to three secrets");
  expect(() => parseOptions({ ...options, contentSecret: [both[0], "short"] })).toThrow("got 5 characters");
});

it.each([
  [undefined, "[goodword] options: expected an object, got nothing"],
  [{}, "[goodword] options.shopUrl: expected an http(s) URL"],
  [{ ...options, shopUrl: "api.shop.example" }, "[goodword] options.shopUrl: expected an http(s) URL"],
  [
    { ...options, shopUrl: "https://me:pass@shop.example" },
    "options.shopUrl: expected a URL without a log-in",
  ],
  [{ ...options, shopUrl: "https://shop.example/?a=b" }, "options.shopUrl: expected a URL without ? and #"],
  [
    { ...options, contentSecret: 16 },
    "options.contentSecret: expected a string of at least 32 characters, got a number",
  ],
  [{ ...options, secret: "x" }, "[goodword] options.secret: expected no such option"],
])("refuses %j", (input, sentence) => {
  expect(() => parseOptions(input)).toThrow(sentence);
});

it("prints no secret", () => {
  expect(() =>
    parseOptions({ ...options, contentSecret: "whsec_ top secret, but no base64 at all" }),
  ).toThrow(/^(?!.*top secret)/);
  expect(() => parseOptions({ ...options, contentSecret: "top secret" })).toThrow(/^(?!.*top secret)/);
});
