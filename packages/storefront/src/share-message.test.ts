import { linkFor, messageParts, shareMessage } from "./share-message";
import { prompts } from "./testing/views";

const view = prompts.en;

it("starts with the disclosure and carries the channel in the link", () => {
  expect(shareMessage(view, messageParts(view).body, "telegram")).toBe(
    "Paid referral: I get €10 off if you buy with my link; you get 10% off.\nI just ordered from Morning Goods and thought of you: https://shop.example/go/friend-7kq2mxwp?s1=telegram",
  );
});

it("keeps disclosure and link when the shopper deletes everything", () => {
  expect(shareMessage(view, "  ", "copy")).toBe(
    "Paid referral: I get €10 off if you buy with my link; you get 10% off.\nhttps://shop.example/go/friend-7kq2mxwp?s1=copy",
  );
});

it("leaves a `$&` in the link and in the text as it is", () => {
  const odd = { link: "https://shop.example/go/a?x=$&", message: "Ad.\nLook: {share_link}" };
  expect(shareMessage(odd, messageParts(odd).body, "copy")).toBe(`Ad.\nLook: ${linkFor(odd.link, "copy")}`);
});
