import { nameKey } from "./name-key";

describe("a name", () => {
  it.each([
    ["Anna", "anna"],
    ["  ANNA  B ", "anna b"],
    ["Ánna-Béla", "anna bela"],
    ["A\u0301nna", "anna"],
    ["ﬁona", "fiona"],
    ["O'Neill, J.", "o neill j"],
    ["Anna 2", "anna"],
    ["Łucja", "łucja"],
    ["安娜", "安娜"],
    ["a b", "a b"],
  ])("%j is found as %j", (name, key) => {
    expect(nameKey(name)).toBe(key);
  });

  it("needs two letters, a space is none", () => {
    expect(nameKey("a")).toBeNull();
    expect(nameKey("a 1")).toBeNull();
    expect(nameKey("ab")).toBe("ab");
    expect(nameKey("a 1 b")).toBe("a b");
    expect(nameKey(" . ")).toBeNull();
    expect(nameKey("")).toBeNull();
  });

  it("is at most 60 characters long, as it is found", () => {
    expect(nameKey("n".repeat(60))).toBe("n".repeat(60));
    expect(nameKey("n".repeat(61))).toBeNull();
    expect(nameKey(`${"n".repeat(60)}!!`)).toBe("n".repeat(60));
    expect(nameKey(`${"n ".repeat(30)}n`)).toBeNull();
  });
});
