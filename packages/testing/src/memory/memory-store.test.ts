import { aMessage } from "../builders";
import { describeStore } from "../contract/describe-store";
import { memoryStore } from "./memory-store";

describeStore("memory store", async () => ({ store: memoryStore(), close: async () => {} }));

it("refuses to be used inside its own transaction, where a single connection would wait for itself", async () => {
  const store = memoryStore();
  await expect(store.transaction(() => store.inbox.put(aMessage()))).rejects.toMatchObject({
    code: "GW_TRANSACTION",
  });
  expect(await store.inbox.put(aMessage())).toBe(true);
});
