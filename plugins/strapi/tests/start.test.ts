import { startStrapi } from "./test-strapi";

it.each([
  [
    { contentSecret: "short" },
    "[goodword] options.contentSecret: expected a string of at least 32 characters, got 5 characters",
  ],
  [
    { shopUrl: "ftp://shop.example" },
    '[goodword] options.shopUrl: expected an http(s) URL such as https://api.shop.example, got "ftp://shop.example"',
  ],
])("does not start with %j", async (options, sentence) => {
  await expect(startStrapi(options)).rejects.toThrow(sentence);
});
