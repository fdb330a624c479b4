import { within } from "./deadline";
import { openShareLink, showPrompt } from "./operations/store";

const never = () => new Promise<never>(() => {});
const request = {
  method: "GET",
  fields: { code: "ANNA-1", orderId: "order_1" },
  query: {},
  headers: {},
  ip: "",
  customerId: null,
};

describe("a deadline", () => {
  it("answers what was asked in time, and throws what it threw", async () => {
    expect(await within(1_000, Promise.resolve(7), () => 0)).toBe(7);
    await expect(within(1_000, Promise.reject(new Error("away")), () => 0)).rejects.toThrow("away");
  });

  it("answers something else when it is over, and is not disturbed by what comes later", async () => {
    let fail: (error: Error) => void = () => {};
    const asked = new Promise<number>((_, reject) => {
      fail = reject;
    });
    expect(await within(5, asked, () => 0)).toBe(0);
    fail(new Error("late"));
    await expect(within(5, never())).rejects.toMatchObject({ code: "GW_LATE" });
  });

  it.each([
    ["with the code it came with", "none", "https://shop.example/?ref=ANNA-1"],
    ["without it after too many guesses", "hard", "https://shop.example/"],
  ] as const)(
    "sends a visitor to the landing page while the database does not answer, %s",
    async (_, pressure, location) => {
      const goodword = {
        openShareLink: never,
        landingPage: async ({ code, lookUp }: { code: string; lookUp: boolean }) => ({
          location: `https://shop.example/${lookUp ? `?ref=${code}` : ""}`,
        }),
      };
      const reply = await openShareLink.answer(goodword as never, { ...request, pressure }, () => {});
      expect(reply).toMatchObject({ status: 302, headers: { location } });
    },
  );

  it("answers 503 to a page whose prompt does not come", async () => {
    jest.useFakeTimers();
    const errors: unknown[] = [];
    const goodword = { showPrompt: never };
    const { code: _, ...fields } = request.fields;
    const reply = showPrompt.answer(goodword as never, { ...request, fields }, (error) => errors.push(error));
    await jest.advanceTimersByTimeAsync(10_000);
    expect(await reply).toMatchObject({ status: 503, body: { code: "GW_UNAVAILABLE" } });
    expect(errors).toMatchObject([{ code: "GW_LATE" }]);
    jest.useRealTimers();
  });
});
