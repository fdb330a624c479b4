import { randomBytes } from "node:crypto";
import fc from "fast-check";
import type { Ids } from "../ids";
import { hasMintedForm, newAdvocateCode, newCode, readCode, shareLink } from "./code";

const runs = { numRuns: Number(process.env.GOODWORD_RUNS ?? 1000) };
const alphabet = "256789BCDFGHJKMNPQRSTVWXYZ";
const ids: Ids = { id: (prefix) => prefix, bytes: (length) => randomBytes(length) };

/** A source that gives these draws, one byte for each letter, and then the last one for ever. */
function drawing(...draws: (string | number)[]) {
  const asked: number[] = [];
  const source: Ids = {
    id: (prefix) => prefix,
    bytes: (length) => {
      const draw = draws[Math.min(asked.length, draws.length - 1)] as string | number;
      asked.push(length);
      return typeof draw === "number"
        ? new Uint8Array(length).fill(draw)
        : Uint8Array.from(draw, (letter) => alphabet.indexOf(letter));
    },
  };
  return { asked, source };
}

it.each(["HELLO-7KQ2MXWPB", "thanks-7kq2mxwpb", " FRIEND-256789BCD "])(
  "knows %p for a code of the form that is minted",
  (text) => {
    expect(hasMintedForm(text)).toBe(true);
  },
);

it.each(["SUMMER10", "BLACK-FRIDAY", "HELLO-7KQ2MXWP", "HELLO-7KQ2MXWPB9", "A-7KQ2MXWPB", "", "-7KQ2MXWPB"])(
  "knows %p for none",
  (text) => {
    expect(hasMintedForm(text)).toBe(false);
  },
);

describe("a referral code", () => {
  it("has nine characters that nobody mistakes, and reads the same in any case", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z]{2,12}$/), fc.infiniteStream(fc.boolean()), (word, coin) => {
        const code = newCode(word, ids);
        const [human, random] = code.split("-") as [string, string];
        expect(human).toBe(word.toUpperCase());
        expect(random).toMatch(/^[256789B-DF-HJKMNP-TV-Z]{9}$/);
        const typed = [...code].map((letter) => (coin.next().value ? letter.toLowerCase() : letter)).join("");
        expect(readCode(` ${typed}\n`)).toBe(code);
      }),
      runs,
    );
  });

  it("takes each character of the alphabet from equally many bytes", () => {
    const letters = Array.from({ length: 234 }, (_, byte) => newCode("X", drawing(byte).source).charAt(2));
    const counts = [...alphabet].map((letter) => letters.filter((taken) => taken === letter).length);
    expect(counts).toEqual(Array<number>(26).fill(9));
  });

  it("takes no letter more often than another from unlucky bytes", () => {
    const from = (byte: number) => drawing(byte, 0);
    expect(newCode("X", from(255).source)).toBe("X-222222222");
    expect(newCode("X", from(234).source)).toBe("X-222222222");
    expect(newCode("X", from(233).source)).toBe("X-ZZZZZZZZZ");
    expect(newCode("X", from(26).source)).toBe("X-222222222");
    const unlucky = from(234);
    newCode("X", unlucky.source);
    expect(unlucky.asked).toEqual([9, 9]);
  });

  it("is filled up from the next draw where some bytes were no use", () => {
    const draws = [Uint8Array.of(1, 255, 1, 1, 1, 1, 1, 1, 1), Uint8Array.of(2, 3, 3, 3, 3, 3, 3, 3, 3)];
    const source: Ids = { id: (prefix) => prefix, bytes: () => draws.shift() ?? new Uint8Array() };
    expect(newCode("X", source)).toBe("X-555555556");
  });

  it("is not waited for when randomness is broken", () => {
    const { asked, source } = drawing(255);
    expect(() => newCode("X", source)).toThrow(
      expect.objectContaining({
        code: "GW_RANDOMNESS",
        action: "retry",
        message: "codes: 64 draws gave no code that can be used; is the source of randomness broken?",
      }),
    );
    expect(asked).toHaveLength(64);
  });

  it("is given at the last of 64 draws", () => {
    const { source } = drawing(...Array<number>(63).fill(255), 0);
    expect(newCode("X", source)).toBe("X-222222222");
  });

  it("has the advocate's name and six characters when it may be shown", () => {
    const { asked, source } = drawing("7KQ2MX");
    expect(newAdvocateCode({ firstName: "Anna", word: "friend" }, source)).toBe("ANNA-7KQ2MX");
    expect(asked).toEqual([6]);
  });

  it.each([null, "", "A", "Анна", "Dick"])(
    "has the program's word and nine characters for %j",
    (firstName) => {
      const { source } = drawing("7KQ2MXWPB");
      expect(newAdvocateCode({ firstName, word: "friend" }, source)).toBe("FRIEND-7KQ2MXWPB");
    },
  );

  it.each([
    ["abc", "ABC"],
    ["a-b", "A-B"],
    ["123", "123"],
    ["A".repeat(40), "A".repeat(40)],
    [" Friend-7kq ", "FRIEND-7KQ"],
  ])("%j is read as %j", (text, code) => {
    expect(readCode(text)).toBe(code);
  });

  it.each([
    "",
    "a",
    "ab",
    "-ab",
    "ab-",
    "../etc",
    "a b",
    "a_b",
    "<script>",
    "é".repeat(5),
    "stra\u00dfe",
    "\ufb01nd",
    "A".repeat(41),
    "ABC\nDEF",
  ])("%j is none", (text) => {
    expect(readCode(text)).toBeNull();
  });

  it("is read from no text but its own, whatever was typed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 50 }), (text) => {
        const code = readCode(text);
        if (code !== null) expect(code).toBe(text.trim().toUpperCase());
        if (code !== null) expect(code).toMatch(/^[A-Z0-9][A-Z0-9-]{1,38}[A-Z0-9]$/);
      }),
      runs,
    );
  });

  it.each(["https://shop.example/go", "https://shop.example/go/", "https://shop.example/go//"])(
    "stands in lower case in its link below %s",
    (shareUrl) => {
      expect(shareLink(shareUrl, "FRIEND-7KQ")).toBe("https://shop.example/go/friend-7kq");
    },
  );
});
