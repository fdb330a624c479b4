import fc from "fast-check";
import { isPrivateAddress, readAddress } from "./address";

it.each([
  ["203.0.113.9", "203.0.113.9"],
  [" 203.0.113.9 ", "203.0.113.9"],
  ["203.0.113.9:4711", "203.0.113.9"],
  ["::ffff:203.0.113.9", "203.0.113.9"],
  ["::ffff:cb00:7109", "203.0.113.9"],
  ["2001:DB8:0:0:0:0:0:9", "2001:db8::9"],
  ["[2001:db8::9]", "2001:db8::9"],
  ["[2001:db8::9]:4711", "2001:db8::9"],
  ["fe80::1%eth0", "fe80::1"],
  ["::1", "::1"],
])("reads %s as %s", (text, address) => {
  expect(readAddress(text)).toBe(address);
});

it.each([
  "",
  "unknown",
  "_hidden",
  "localhost",
  "1",
  "0x7f.0.0.1",
  "010.0.0.1",
  "1.2.3",
  "1.2.3.4.5",
  "256.0.0.1",
  "1.2.3.4/24",
  "1.2.3.4, 5.6.7.8",
  "[1.2.3.4]",
  "2001:db8::g",
  "for=1.2.3.4",
  `${"1".repeat(64)}.2.3.4`,
])("finds no address in %j", (text) => {
  expect(readAddress(text)).toBeNull();
});

it("answers one form of whatever it reads, and reads that again", () => {
  const any = fc.oneof(fc.ipV4(), fc.ipV6(), fc.string());
  fc.assert(
    fc.property(any, (text) => {
      const address = readAddress(text);
      if (address !== null) expect(readAddress(address)).toBe(address);
    }),
    { numRuns: Number(process.env.GOODWORD_RUNS ?? 1000) },
  );
});

it.each([
  ["127.0.0.1", true],
  ["::1", true],
  ["10.1.2.3", true],
  ["172.18.0.5", true],
  ["192.168.0.1", true],
  ["::ffff:192.168.0.1", true],
  ["100.64.0.1", true],
  ["fd00::1", true],
  ["fe80::1", true],
  ["203.0.113.9", false],
  ["2a01:4f8::1", false],
  ["no address", false],
])("says of %s that it is the shop's own: %s", (address, own) => {
  expect(isPrivateAddress(address)).toBe(own);
});
