import fc from "fast-check";
import { identitiesOf, keyedHash, normalizeEmail } from "./identity";

describe("one mailbox", () => {
  it.each([
    ["a.nna+x@gmail.com", "anna@gmail.com"],
    ["Anna@GoogleMail.com ", "anna@gmail.com"],
    ["anna+shop@hotmail.com", "anna@hotmail.com"],
    ["anna-shop@yahoo.com", "anna@yahoo.com"],
    ["anna+1@me.com", "anna@icloud.com"],
    ["anything@anna.fastmail.com", "anna@fastmail.com"],
    ["a_n-n.a+x@pm.me", "anna@proton.me"],
    ["anna@b\u00fccher.example", "anna@xn--bcher-kva.example"],
  ])("%s is %s", (written, mailbox) => {
    expect(normalizeEmail(written)).toBe(mailbox);
  });

  it.each([
    ["anna+x@company.example", "anna@company.example"],
    ["a.nna@company.example", "anna@company.example"],
    ["anna-x@gmail.com", "anna@gmail.com"],
    ["a.nna@outlook.com", "anna@outlook.com"],
  ])("%s may be another person than %s", (one, other) => {
    expect(normalizeEmail(one)).not.toBe(normalizeEmail(other));
  });

  it("stays what it is when it is read again", () => {
    fc.assert(
      fc.property(
        fc.emailAddress(),
        fc.constantFrom("gmail.com", "yahoo.com", "pm.me", "x.fastmail.com", "company.example"),
        (address, domain) => {
          const once = normalizeEmail(`${address.split("@")[0]}@${domain}`);
          expect(normalizeEmail(once)).toBe(once);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it("survives what is no address", () => {
    expect(normalizeEmail("@")).toBe("@");
    expect(normalizeEmail("+@gmail.com")).toBe("+@gmail.com");
  });
});

describe("identities", () => {
  const secret = "s".repeat(32);

  it("hold a keyed hash and never the address", () => {
    const found = identitiesOf(secret, { email: "a.nna@gmail.com", customerId: "cus_1" });
    expect(found).toEqual([
      { kind: "email", value: keyedHash(secret, "email", "anna@gmail.com") },
      { kind: "customer", value: "cus_1" },
    ]);
    expect(JSON.stringify(found)).not.toContain("nna");
    expect(identitiesOf("t".repeat(32), { email: "a.nna@gmail.com", customerId: null })).not.toEqual([
      found[0],
    ]);
  });
});
