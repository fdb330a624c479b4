import { isInternalAddress, networkOf } from "./network";

it.each([
  ["203.0.113.9", "203.0.113.0/24"],
  ["203.0.113.255", "203.0.113.0/24"],
  ["::ffff:203.0.113.9", "203.0.113.0/24"],
  ["::ffff:cb00:7109", "203.0.113.0/24"],
  ["2001:db8:1:2::1", "2001:db8:1::/48"],
  ["2001:DB8:1:ffff::1", "2001:db8:1::/48"],
  ["2001:db8::1", "2001:db8:0::/48"],
  ["fe80::1%eth0", "fe80:0:0::/48"],
  ["::1", "0:0:0::/48"],
])("reads %s as of %s", (address, network) => {
  expect(networkOf(address)).toBe(network);
});

it("takes other lengths", () => {
  expect(networkOf("203.0.113.9", { v4: 32, v6: 64 })).toBe("203.0.113.9/32");
  expect(networkOf("2001:db8:1:2::1", { v4: 32, v6: 64 })).toBe("2001:db8:1:2::/64");
  expect(networkOf("203.0.113.255", { v4: 26, v6: 60 })).toBe("203.0.113.192/26");
  expect(networkOf("2001:db8:1:2fff::1", { v4: 26, v6: 60 })).toBe("2001:db8:1:2ff0::/60");
});

it.each([
  "",
  "unknown",
  "203.0.113",
  "2130706433",
  "0x7f.1",
  "010.0.0.1",
  "1.2.3.4:80",
  "[::1]",
  "a".repeat(10_000),
])("takes %p for no address", (address) => {
  expect(networkOf(address)).toBe("unknown");
});

it.each([
  "127.0.0.1",
  "::1",
  "::ffff:10.1.2.3",
  "10.0.0.7",
  "172.16.4.1",
  "192.168.1.9",
  "100.64.0.1",
  "fd00::1",
  "fe80::1%eth0",
])("takes %s for a server nearby", (address) => {
  expect(isInternalAddress(address)).toBe(true);
});

it.each(["203.0.113.9", "2001:db8::1", "8.8.8.8", "2a00::1", "unknown", "", "10.0.0.1:80"])(
  "takes %p for a visitor's",
  (address) => {
    expect(isInternalAddress(address)).toBe(false);
  },
);
