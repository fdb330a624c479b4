import { lossReasons } from "../referral/attribution";
import { waits } from "../referral/qualification";
import { rejectionReasons } from "../referral/referral";
import { explainReason, type Reason } from "./reasons";

const all: readonly Reason[] = [...new Set<Reason>([...rejectionReasons, ...lossReasons, ...waits])];

describe("a reason in words", () => {
  it.each(["en", "de"])("is a sentence of its own in %s", (locale) => {
    const sentences = all.map((reason) => explainReason(reason, locale));
    for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z][^.{}]{10,}\.$/);
    expect(new Set(sentences).size).toBe(all.length);
  });

  it("is not the same in both", () => {
    for (const reason of all) expect(explainReason(reason, "de")).not.toBe(explainReason(reason, "en"));
  });

  it("is in the reader's language, and in English where there are no words for it", () => {
    expect(explainReason("order-canceled", "de-AT")).toBe("Die Bestellung wurde storniert.");
    expect(explainReason("order-canceled", "en-GB")).toBe("The order was cancelled.");
    expect(explainReason("order-canceled", "fr")).toBe("The order was cancelled.");
  });
});
