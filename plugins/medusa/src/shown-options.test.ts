import { parseOptions } from "./options";
import { shownOptions } from "./shown-options";

const secrets = [
  "k".repeat(40),
  "mailer-login",
  "mailer-password",
  "c".repeat(40),
  "in-the-url",
  "redis-password",
];
const given = {
  secret: secrets[0],
  program: {
    id: "friends",
    shopName: "Morning Goods",
    landingUrl: "https://shop.example/friend",
    shareUrl: "https://shop.example/go",
    codeWord: "FRIEND",
    friend: { type: "percentage", percent: 15 },
    advocate: { type: "fixed", amounts: { eur: "10.00" } },
    conditions: { newCustomer: true },
    attributionWindowDays: 30,
    holdDays: 14,
  },
  smtp: { host: "smtp.example", port: 587, user: secrets[1], pass: secrets[2] },
  from: { name: "Morning Goods", address: "shop@shop.example" },
  limits: { store: "redis", url: `rediss://user:${secrets[5]}@redis.example:6379` },
  content: { url: `https://cms:${secrets[4]}@cms.example/goodword?key=${secrets[4]}`, secret: secrets[3] },
};

it("shows what is set and where, and of a secret only that it is set", () => {
  const shown = shownOptions(parseOptions(given));
  expect(shown).toMatchObject({
    "program.holdDays": 14,
    "program.conditions.payment": "captured",
    "smtp.host": "smtp.example",
    "mails.orderConfirmation": false,
    "content.url": "https://cms.example/goodword",
    "limits.store": "redis",
    "limits.url": true,
    secret: true,
    "smtp.pass": true,
  });
  for (const secret of secrets) expect(JSON.stringify(shown)).not.toContain(secret);
});

it("leaves out what is not set", () => {
  const { smtp: _, from: __, content: ___, ...rest } = given;
  const paths = Object.keys(shownOptions(parseOptions(rest)));
  expect(paths.filter((path) => /^(smtp|from|content)/.test(path))).toEqual([]);
});
