import { randomUUID } from "node:crypto";
import { medusaIntegrationTestRunner } from "@medusajs/test-utils";

process.env.GOODWORD_TEST_SMTP_PORT ??= "9";

medusaIntegrationTestRunner({
  inApp: true,
  cwd: `${__dirname}/app`,
  testSuite: ({ getContainer }) => {
    const goodword = () => getContainer().resolve("goodword").engine(getContainer());
    const definition = (kind: string, amount: object) => ({
      id: `kind-${randomUUID().slice(0, 8)}`,
      shopName: "Morning Goods",
      landingUrl: "https://shop.example/welcome",
      shareUrl: "https://shop.example/go",
      codeWord: "FRIEND",
      friend: { type: "percentage", percent: 15 },
      rewards: [{ id: "friend-order", side: "advocate", kind, trigger: { on: "order" }, amount }],
      conditions: [],
      attributionWindowDays: 30,
      holdDays: 0,
    });
    const fixed = { type: "fixed", amounts: { eur: "10.00" } };

    it.each([
      ["discount-code", fixed],
      ["payout", fixed],
      ["commission", { type: "percentage", percent: 5 }],
      ["points", { type: "units", count: 100 }],
      ["free-product", { type: "units", count: 1, item: "stoneware-mug" }],
    ])("takes a program that promises a %s in a shop without other plugins", async (kind, amount) => {
      expect(await goodword().saveProgram({ definition: definition(kind, amount) })).toMatchObject({
        problems: [],
      });
    });

    it.each([
      ["store-credit", fixed],
      ["gated-content", { type: "units", count: 1, item: "guide" }],
      ["custom", fixed],
    ])("refuses a program that promises a %s, as nothing here gives it", async (kind, amount) => {
      const { saved, problems } = await goodword().saveProgram({ definition: definition(kind, amount) });
      expect(saved).toBeNull();
      expect(problems).toMatchObject([{ code: "GW_PROGRAM_KIND" }]);
      expect(problems[0].message).toContain(
        'rewards[0].kind: expected "discount-code", "free-product", "points", "payout", or "commission"',
      );
    });
  },
});
