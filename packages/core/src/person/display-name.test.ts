import fc from "fast-check";
import { displayLine, displayName } from "./display-name";

const runs = { numRuns: Number(process.env.GOODWORD_RUNS ?? 1000) };
const graphemesOf = (text: string) => [...new Intl.Segmenter("und").segment(text)].length;

describe("a name in the shop's mail", () => {
  it.each([
    "Anna",
    "Anne-Marie",
    "O'Neill",
    "O’Brien",
    "José Ángel",
    "李小龍",
    "Müller-Lüdenscheidt",
    "Jean-Luc J.",
    "J.R.R.",
    "Dr. Müller",
    "Nguyễn Thị Minh Khai",
    "Владимир",
    "محمد علي",
    "प्रिया",
    "สมชาย",
    "김민준",
    "María del Carmen",
    "Juan de la Cruz y García",
    "Elizabeth (Liz)",
    "Jean‑Luc",
    "マリー・アン",
    "Henry 8",
    "Marcel·lí",
    "Gal·la",
  ])("stays whole: %s", (name) => {
    expect(displayName(name)).toBe(name.normalize("NFKC"));
  });

  it.each([
    ["  Anna \t Berg\r\n", "Anna Berg"],
    ["Anna\u0000\u0007", "Anna"],
    ["An\u200Bna\u202E", "Anna"],
    ["\uFEFFAnna\u00AD", "Anna"],
    ["Anna 🌸", "Anna"],
    ["Ａｎｎａ", "Anna"],
    ["O´Neill", "O’Neill"],
    ["Anna\r\nBcc", "Anna Bcc"],
    ["Anna\ud800", "Anna"],
    ["Jose\u0301", "José"],
  ])("is mended: %j becomes %j", (given, name) => {
    expect(displayName(given)).toBe(name);
  });

  it.each([
    "Your parcel waits at https://evil.example/pay",
    "evil.example",
    "EVIL.EXAMPLE",
    "evil。example",
    "evil．example",
    "evil.\u200Bexample",
    "evil.xn--p1ai",
    "evil.рф",
    "evil·com",
    "evil‧com",
    "all·com",
    "evil・com",
    "Anna evil.co",
    "www evil",
    "http://x",
    "//x",
    "anna@example.com",
    "anna＠example",
    "1.2.3.4",
    "Call 0170 1234567",
    "+49 170",
    "٠١٢٣٤٥",
    "Claim your free phone at our shop today",
    "<b>Anna</b>",
    "{first_name}",
    "=1+1",
    "Anna!!!",
    "12",
    "…",
    "",
    " \u200B ",
    `A${"\u0301".repeat(50)}`,
  ])("is none: %j", (given) => {
    expect(displayName(given)).toBeNull();
  });

  it.each([null, undefined, 7, ["Anna"], { toString: () => "Anna" }])("is none: %j", (given) => {
    expect(displayName(given)).toBeNull();
  });

  it("is cut between two characters as a reader sees them", () => {
    const name = displayName(`${"न्".repeat(39)}é${"x".repeat(9_999)}`);
    expect(graphemesOf(name ?? "")).toBeLessThanOrEqual(40);
    expect(displayName("é".repeat(41).normalize("NFD"))).toBe("é".repeat(40));
  });

  const typed = fc.oneof(
    fc.string({ unit: "binary", maxLength: 200 }),
    fc.string({ unit: "grapheme", maxLength: 60 }),
    fc
      .array(
        fc.constantFrom(..."aZé李.。@:/\\-'’ \r\n\t\u0000\u200B\u202E\u2066\uFEFF\u0301\ud80012٣".split("")),
      )
      .map((letters) => letters.join("")),
  );

  it("has one line, at most 40 characters, nothing unseen and no address, whatever was typed", () => {
    fc.assert(
      fc.property(typed, (given) => {
        const name = displayName(given);
        if (name === null) return;
        expect(graphemesOf(name)).toBeLessThanOrEqual(40);
        expect(name.length).toBeLessThanOrEqual(160);
        expect(name).not.toMatch(/[\p{C}\p{Default_Ignorable_Code_Point}\u2028\u2029]/u);
        expect(name).not.toMatch(/[@:/\\<>{}]|www|\p{L}\.\p{L}{2}|\p{N}{4}/iu);
        expect(name).toBe(name.trim());
        expect(name).toMatch(/\p{L}/u);
        expect(displayName(name)).toBe(name);
      }),
      runs,
    );
  });

  it("takes no longer for a long text than for a short one", () => {
    expect(displayName("a".repeat(5_000_000))).toBe("a".repeat(40));
  });
});

describe("a line of the host in a mail", () => {
  it("keeps a title as it is", () => {
    expect(displayLine('Mug "Anna" – 0.3 l, 4.50 €', 100)).toBe('Mug "Anna" – 0.3 l, 4.50 €');
  });

  it("has one line, nothing unseen and at most so many characters, whatever was typed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (given) => {
        const line = displayLine(given, 20);
        expect(graphemesOf(line)).toBeLessThanOrEqual(20);
        expect(line).not.toMatch(/[\p{C}\p{Default_Ignorable_Code_Point}\u2028\u2029]/u);
      }),
      runs,
    );
  });
});
