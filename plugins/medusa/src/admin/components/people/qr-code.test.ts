import { createHash } from "node:crypto";
import { qrCode } from "./qr-code";

const textOf = (length: number) =>
  `https://shop.example/go/anna-7kq2mx${"abcdefghij?x=".repeat(30)}`.slice(0, length);
const drawn = (text: string) =>
  qrCode(text)
    ?.map((row) => row.map((dark) => (dark ? "1" : "0")).join(""))
    .join("\n");
const digestOf = (text: string) =>
  createHash("sha256")
    .update(drawn(text) ?? "")
    .digest("hex")
    .slice(0, 16);

// Digests of codes that were compared, module by module, with those of the package qrcode 1.5.4.
it.each([
  [14, 21, "1a691abb450af28a"],
  [26, 25, "88b5740244471caa"],
  [35, 29, "e00021216dd4cbd2"],
  [62, 33, "02fd7b755d700cf7"],
  [84, 37, "4bef98bf5b8b0c63"],
  [106, 41, "187f311c79adde1e"],
  [122, 45, "218c8be84197a5ac"],
  [152, 49, "c85600dfb4d014ba"],
  [180, 53, "883d565eddba1c7e"],
  [213, 57, "101071e1e3d28f5d"],
])("draws a link of %d bytes in %d modules as another encoder does", (length, size, digest) => {
  const text = textOf(length);
  expect(qrCode(text)).toHaveLength(size);
  expect(digestOf(text)).toBe(digest);
});

it("says that a text is too long, and draws one of the most bytes", () => {
  expect(qrCode("x".repeat(213))).toHaveLength(57);
  expect(qrCode("x".repeat(214))).toBeNull();
  expect(qrCode("ü".repeat(107))).toBeNull();
});
