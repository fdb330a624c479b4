import { isReservedCode } from "./reserved-codes";

describe("a reserved code", () => {
  it.each([
    "GO",
    "go",
    "ADMIN",
    "Api",
    "STORE",
    "APP",
    "CHECKOUT",
    "CART",
    "ACCOUNT",
    "LOGIN",
    "LOG-IN",
    "WWW",
  ])("is %s", (code) => {
    expect(isReservedCode(code)).toBe(true);
  });

  it.each(["FRIEND", "ADMIN10", "MY-STORE", "GO-GO", "", "-"])("is not %j", (code) => {
    expect(isReservedCode(code)).toBe(false);
  });
});
