import { openShop } from "../contract/open-shop";
import { memoryStore } from "./memory-store";

it("keeps only the old claim whose code the host never deletes", async () => {
  const shop = await openShop(async () => ({ store: memoryStore(), close: async () => {} }));
  await shop.place(shop.anna);
  const code = await shop.codeOf(shop.anna);
  for (let n = 0; n < 30; n += 1) await shop.goodword.claimOffer({ code });
  const claims = async () =>
    (await shop.goodword.listReferrals({ limit: 100, offset: 0, state: "claimed" })).rows;
  const { discard } = shop.benefit;
  let broken: string | undefined;
  shop.benefit.discard = async (codes) => {
    broken ??= codes[7];
    if (broken !== undefined && codes.includes(broken)) throw new Error("locked");
    await discard(codes);
  };
  shop.clock.advance({ days: 61 });
  expect(await shop.goodword.purge()).toMatchObject({ claims: 29 });
  expect(await claims()).toHaveLength(1);
  expect(await shop.goodword.purge()).toMatchObject({ claims: 0 });
  expect(shop.benefit.discarded.size).toBe(29);
  shop.benefit.discard = discard;
  expect(await shop.goodword.purge()).toMatchObject({ claims: 1 });
  expect(await claims()).toEqual([]);
});
