import { randomBytes } from "node:crypto";
import type { Ids } from "../ports/clock";
import { newCode, readCode, shareLink } from "./code";

const ids: Ids = { id: (prefix) => prefix, bytes: (length) => randomBytes(length) };

describe("a referral code", () => {
  it("has nine characters that nobody mistakes, and reads the same in any case", () => {
    for (let i = 0; i < 500; i += 1) {
      const code = newCode("friend", ids);
      expect(code).toMatch(/^FRIEND-[2-9B-DF-HJKMNP-TV-Z]{9}$/);
      expect(readCode(` ${code.toLowerCase()} `)).toBe(code);
    }
  });

  it("takes no letter more often than another from unlucky bytes", () => {
    let calls = 0;
    const skewed: Ids = {
      id: (prefix) => prefix,
      bytes: (length) => {
        calls += 1;
        return new Uint8Array(length).fill(calls === 1 ? 255 : 0);
      },
    };
    expect(newCode("X", skewed)).toBe("X-222222222");
    expect(calls).toBe(2);
  });

  it.each(["", "a", "../etc", "a b", "<script>", "é".repeat(5), "A".repeat(41)])("%p is none", (text) => {
    expect(readCode(text)).toBeNull();
  });

  it("stands in its link in lower case", () => {
    expect(shareLink("https://shop.example/go/", "FRIEND-7KQ")).toBe("https://shop.example/go/friend-7kq");
  });
});
