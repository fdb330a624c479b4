import { memoryShop } from "../memory-shop";

it("a shop without a public address and without mail cannot ask a person, and says what is missing", async () => {
  const { goodword } = memoryShop();
  expect(await goodword.listProposals({ limit: 10, offset: 0 })).toEqual({
    rows: [],
    count: 0,
    missing: ["publicUrl", "mail"],
  });
  expect(await goodword.askPerson({ proposalId: "proposal_1", by: "user_1" })).toEqual({
    asked: false,
    refusal: "not-offered",
  });
});
