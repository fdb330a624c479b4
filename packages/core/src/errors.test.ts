import { GoodwordError } from "./errors";

describe("a failure", () => {
  it("has a code for programs, a sentence for people, and is to be tried again unless it says otherwise", () => {
    const error = new GoodwordError("GW_TEST", "the shop does not answer");
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({
      name: "GoodwordError",
      code: "GW_TEST",
      message: "the shop does not answer",
      action: "retry",
    });
    expect(Object.hasOwn(error, "cause")).toBe(false);
    expect(new GoodwordError("GW_TEST", "no", { action: "ignore" }).action).toBe("ignore");
  });

  it("keeps what caused it", () => {
    const cause = new Error("ECONNREFUSED");
    expect(new GoodwordError("GW_TEST", "no", { cause }).cause).toBe(cause);
  });
});
