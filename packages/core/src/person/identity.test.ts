import fc from "fast-check";
import { emailIdentity, identitiesOf, keyedHash, namedIdentities, normalizeEmail } from "./identity";
import type { Identity } from "./participant";

const runs = { numRuns: Number(process.env.GOODWORD_RUNS ?? 1000) };

describe("one mailbox", () => {
  it.each([
    ["a.nna+x@gmail.com", "anna@gmail.com"],
    ["a.n.n.a@gmail.com", "anna@gmail.com"],
    ["anna+x+y@gmail.com", "anna@gmail.com"],
    ["anna+@gmail.com", "anna@gmail.com"],
    ["Anna@GoogleMail.com ", "anna@gmail.com"],
    ["anna+x@googlemail.com", "anna@gmail.com"],
    ["anna+shop@outlook.com", "anna@outlook.com"],
    ["anna+shop@hotmail.com", "anna@hotmail.com"],
    ["anna+shop@live.com", "anna@live.com"],
    ["anna+shop@msn.com", "anna@msn.com"],
    ["anna+shop@outlook.de", "anna@outlook.de"],
    ["anna+shop@outlook.co.id", "anna@outlook.co.id"],
    ["anna+shop@outlook.at", "anna@outlook.at"],
    ["anna+shop@outlook.sk", "anna@outlook.sk"],
    ["anna+shop@hotmail.co.uk", "anna@hotmail.co.uk"],
    ["anna+shop@hotmail.com.tw", "anna@hotmail.com.tw"],
    ["anna+shop@live.fr", "anna@live.fr"],
    ["anna+shop@live.co.kr", "anna@live.co.kr"],
    ["anna-shop@yahoo.com", "anna@yahoo.com"],
    ["anna-shop-two@ymail.com", "anna@ymail.com"],
    ["anna-shop@yahoo.co.uk", "anna@yahoo.co.uk"],
    ["anna-shop@yahoo.se", "anna@yahoo.se"],
    ["anna+1@icloud.com", "anna@icloud.com"],
    ["anna+1@me.com", "anna@icloud.com"],
    ["anna@mac.com", "anna@icloud.com"],
    ["anna+x@fastmail.com", "anna@fastmail.com"],
    ["anything@anna.fastmail.com", "anna@fastmail.com"],
    ["any+thing@an_n-a9.fastmail.com", "an_n-a9@fastmail.com"],
    ["\u00e5sa@anna.fastmail.com", "anna@fastmail.com"],
    ["a_n-n.a+x@pm.me", "anna@proton.me"],
    ["a.nna@protonmail.com", "anna@proton.me"],
    ["A-nna@proton.me", "anna@proton.me"],
    ["anna@b\u00fccher.example", "anna@xn--bcher-kva.example"],
    ["anna@B\u00dcCHER.example", "anna@xn--bcher-kva.example"],
    ["anna@xn--bcher-kva.example", "anna@xn--bcher-kva.example"],
    ["\u00a0\tAnna@Company.Example\n", "anna@company.example"],
    ["anna@gmail.com.", "anna@gmail.com"],
    ["anna@company.example..", "anna@company.example"],
    ["anna@b\u00fccher.example\u3002", "anna@xn--bcher-kva.example"],
    ["\uff21nna\uff20\uff47mail\uff0ecom", "anna@gmail.com"],
    ["a\u030asa@company.example", "\u00e5sa@company.example"],
    ["J\u030c@company.example", "\u01f0@company.example"],
    ["a@b@company.example", "a@b@company.example"],
    ["a@b+x@gmail.com", "a@b@gmail.com"],
  ])("%j is %j", (written, mailbox) => {
    expect(normalizeEmail(written)).toBe(mailbox);
  });

  it.each([
    ["anna+x@company.example", "anna@company.example"],
    ["a.nna@company.example", "anna@company.example"],
    ["anna-x@gmail.com", "anna@gmail.com"],
    ["anna_x@gmail.com", "annax@gmail.com"],
    ["a.nna@outlook.com", "anna@outlook.com"],
    ["anna-x@outlook.com", "anna@outlook.com"],
    ["anna@hotmail.com", "anna@outlook.com"],
    ["anna@outlook.de", "anna@outlook.com"],
    ["anna@live.com", "anna@msn.com"],
    ["anna+x@live.example", "anna@live.example"],
    ["anna+x@msn.de", "anna@msn.de"],
    ["anna+x@notgmail.com", "anna@notgmail.com"],
    ["anna+x@gmail.com.example", "anna@gmail.com.example"],
    ["a.nna@yahoo.com", "anna@yahoo.com"],
    ["anna+x@yahoo.com", "anna@yahoo.com"],
    ["anna@ymail.com", "anna@yahoo.com"],
    ["anna-x@yahoo.co.jp", "anna@yahoo.co.jp"],
    ["a.nna@icloud.com", "anna@icloud.com"],
    ["anna-x@icloud.com", "anna@icloud.com"],
    ["a.nna@fastmail.com", "anna@fastmail.com"],
    ["x@a.anna.fastmail.com", "anna@fastmail.com"],
    ["x@anna.fastmailxcom", "anna@fastmail.com"],
    ["x@anna.fastmail.com.example", "anna@fastmail.com"],
    ["anna@\u00e5sa.fastmail.com", "\u00e5sa@fastmail.com"],
    ["\u00e5sa+x@gmail.com", "\u00e5sa@gmail.com"],
    // What a URL would read as this host is nobody's domain.
    ["anna@gmail.com/x", "anna@gmail.com"],
    ["anna@gmail.com?", "anna@gmail.com"],
    ["anna@%67mail.com", "anna@gmail.com"],
    ["anna@b\u00fccher.example/x", "anna@xn--bcher-kva.example"],
    ["anna@127.1", "anna@127.0.0.1"],
  ])("%j may be another person than %j", (one, other) => {
    expect(normalizeEmail(one)).not.toBe(normalizeEmail(other));
  });

  it.each([
    ["", ""],
    ["@", "@"],
    [" A ", "a"],
    ["@Gmail.com", "@gmail.com"],
    ["Anna@", "anna@"],
    ["anna@.", "anna@."],
    ["a@", "a@"],
    ["a@b", "a@b"],
    ["+@gmail.com", "+@gmail.com"],
    ["+x@gmail.com", "+x@gmail.com"],
    ["a+x@gmail.com", "a@gmail.com"],
    ["-x@yahoo.com", "-x@yahoo.com"],
    [".@gmail.com", ".@gmail.com"],
    ["._-+x@proton.me", "._-@proton.me"],
    ["anna @gmail.com", "anna @gmail.com"],
    ["a+x y@gmail.com", "a+x y@gmail.com"],
    ["anna@-\u00f6 .example", "anna@-\u00f6 .example"],
    ["anna@\u00f6%", "anna@\u00f6%"],
    ["anna@b\u2028.", "anna@b\u2028."],
    ["anna@xn--\u00f6.example.", "anna@xn--\u00f6.example"],
  ])("survives %j, which is no usual address", (written, read) => {
    expect(normalizeEmail(written)).toBe(read);
  });

  const domain = fc.constantFrom(
    "gmail.com",
    "googlemail.com",
    "hotmail.co.uk",
    "yahoo.com",
    "pm.me",
    "x.fastmail.com",
    "fastmail.com",
    "company.example",
    "b\u00fccher.example",
  );
  const part = fc.oneof(
    fc.string({ unit: "grapheme-ascii" }),
    fc.string({ unit: "binary" }),
    fc.string({ unit: fc.constantFrom(".", "+", "-", "_", " ", "a", "\u0301", "\u00a8", "@", "\u2121") }),
  );

  it("stays what it is when it is read again, whatever was typed", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          part,
          fc.tuple(part, domain).map((both) => both.join("@")),
          fc.tuple(part, part).map((both) => both.join("@")),
        ),
        (typed) => {
          const once = normalizeEmail(typed);
          expect(normalizeEmail(once)).toBe(once);
        },
      ),
      runs,
    );
  });

  const name = fc.stringMatching(/^[a-z][a-z0-9]{1,12}$/);
  const tag = fc.stringMatching(/^[a-z0-9.+_-]{0,8}$/);

  it("is one at gmail in any case, with any dots and any tag", () => {
    fc.assert(
      fc.property(name, tag, fc.infiniteStream(fc.boolean()), (name, tag, coin) => {
        const heads = () => coin.next().value === true;
        const dotted = [...name].map((letter) => (heads() ? `.${letter}` : letter)).join("");
        const written = `${dotted}${heads() ? `+${tag}` : ""}@${heads() ? "gmail.com" : "googlemail.com"}`;
        const cased = [...written].map((letter) => (heads() ? letter.toUpperCase() : letter)).join("");
        expect(normalizeEmail(cased)).toBe(`${name}@gmail.com`);
      }),
      runs,
    );
  });

  it("is never one at two providers, nor for two names", () => {
    const provider = fc.constantFrom(
      ["gmail.com", "googlemail.com"],
      ["outlook.com"],
      ["hotmail.com"],
      ["live.com"],
      ["msn.com"],
      ["outlook.de"],
      ["hotmail.co.uk"],
      ["yahoo.com"],
      ["yahoo.co.uk"],
      ["ymail.com"],
      ["icloud.com", "me.com", "mac.com"],
      ["fastmail.com"],
      ["proton.me", "protonmail.com", "pm.me"],
      ["company.example"],
    );
    const person = fc.record({ name, provider, pick: fc.nat(2) });
    fc.assert(
      fc.property(person, person, (one, other) => {
        const at = ({ name, provider, pick }: typeof one) => `${name}@${provider[pick % provider.length]}`;
        const same = one.name === other.name && one.provider === other.provider;
        expect(normalizeEmail(at(one)) === normalizeEmail(at(other))).toBe(same);
      }),
      runs,
    );
  });
});

describe("identities", () => {
  const secret = "s".repeat(32);

  const anna = emailIdentity(secret, "anna@gmail.com");
  const work = emailIdentity(secret, "anna@work.example");
  const account: Identity = { kind: "customer", value: "cus_1" };
  const order = (
    email: string | null,
    customerId: string | null,
    accountEmail: string | null,
    loggedIn: boolean,
  ) => ({ email, customerId, accountEmail, loggedIn });

  // The table of docs/identity.md.
  it.each([
    ["a guest", order("a.nna@gmail.com", null, null, false), [anna], []],
    ["nobody", order(null, null, null, false), [], []],
    ["empty fields", order("", "", "", false), [], []],
    ["another's account", order("anna@gmail.com", "cus_1", "anna@work.example", false), [anna], [account]],
    ["an account without an address", order("anna@gmail.com", "cus_1", null, false), [anna], [account]],
    ["another's account and no address", order(null, "cus_1", "anna@work.example", false), [], []],
    [
      "an account with the order's address",
      order("A.nna@gmail.com", "cus_1", "anna+x@googlemail.com", false),
      [anna, account],
      [],
    ],
    [
      "the same, logged in",
      order("A.nna@gmail.com", "cus_1", "anna+x@googlemail.com", true),
      [account, anna],
      [],
    ],
    [
      "a login with another address",
      order("anna@gmail.com", "cus_1", "anna@work.example", true),
      [account, work],
      [anna],
    ],
    ["a login without an address", order(null, "cus_1", "anna@work.example", true), [account, work], []],
    [
      "a login to an account without an address",
      order("anna@gmail.com", "cus_1", null, true),
      [account],
      [anna],
    ],
    ["a login without any address", order(null, "cus_1", null, true), [account], []],
    ["a login without an account", order("anna@gmail.com", null, null, true), [anna], []],
  ])("of an order with %s", (_, told, own, mentioned) => {
    expect(identitiesOf(secret, told)).toEqual({ own, mentioned });
  });

  it("never own an account that neither the login nor its address proves", () => {
    const address = fc.constantFrom(
      null,
      "",
      "anna@gmail.com",
      "a.n.n.a+x@googlemail.com",
      "eve@example.com",
    );
    const told = fc.record({
      email: address,
      accountEmail: address,
      customerId: fc.constantFrom(null, "", "cus_1"),
      loggedIn: fc.boolean(),
    });
    fc.assert(
      fc.property(told, (told) => {
        const { own, mentioned } = identitiesOf(secret, told);
        const { email, accountEmail, loggedIn } = told;
        const isSame = !!email && !!accountEmail && normalizeEmail(email) === normalizeEmail(accountEmail);
        if (own.some(({ kind }) => kind === "customer")) expect(loggedIn || isSame).toBe(true);
        // What a stranger typed is the buyer's own only where no login says who they are.
        if (loggedIn && told.customerId && email && !isSame) {
          expect(own).not.toContainEqual(emailIdentity(secret, email));
        }
        for (const identity of mentioned) expect(own).not.toContainEqual(identity);
      }),
      runs,
    );
  });

  it("hold a keyed hash and never the address", () => {
    const found = identitiesOf(secret, order("a.nna@gmail.com", "cus_1", null, false));
    expect(found.own).toEqual([{ kind: "email", value: keyedHash(secret, "email", "anna@gmail.com") }]);
    expect(JSON.stringify(found)).not.toContain("nna");
    expect(emailIdentity("t".repeat(32), "a.nna@gmail.com")).not.toEqual(anna);
  });

  it("are all that a cart names where something is only refused by them", () => {
    expect(namedIdentities(secret, { email: "a.nna@gmail.com", customerId: "cus_1" })).toEqual([
      anna,
      account,
    ]);
    expect(namedIdentities(secret, { email: null, customerId: "" })).toEqual([]);
  });

  it("are hashed by HMAC-SHA-256 with what they are for in front", () => {
    // Computed with OpenSSL over "email:anna@gmail.com".
    expect(keyedHash("key", "email", "anna@gmail.com")).toBe(
      "0cc03c9ee102021a0a10ba1d6ac1d9927e9ed114d0f6ce40759ee855b65da12f",
    );
    expect(keyedHash("key", "visitor", "anna@gmail.com")).not.toBe(
      keyedHash("key", "email", "anna@gmail.com"),
    );
  });
});
