import { claimExpiry, claimHash, newClaimToken } from "./claim";

describe("a claim", () => {
  it("is 256 bits of the randomness it is given, fit for a URL", () => {
    const asked: number[] = [];
    const bytes = (count: number) => {
      asked.push(count);
      return new Uint8Array(count).fill(0xfb);
    };
    const token = newClaimToken({ bytes, id: (kind) => kind });
    expect(asked).toEqual([32]);
    expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(Buffer.from(token, "base64url")).toEqual(Buffer.alloc(32, 0xfb));
  });

  it("is stored as a SHA-256 in hex", () => {
    // FIPS 180-2, appendix B.1
    expect(claimHash("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  });

  it("ends when its program's window does", () => {
    const claimedAt = new Date("2026-11-10T12:00:00Z");
    expect(claimExpiry(claimedAt, 30)).toEqual(new Date("2026-12-10T12:00:00Z"));
    expect(claimExpiry(claimedAt, 1)).toEqual(new Date("2026-11-11T12:00:00Z"));
  });
});
