import { displayLine, displayName, type OrderConfirmationMail } from "@goodword/core";
import { samples } from "@goodword/email-templates";
import fc from "fast-check";
import { createMailRenderer } from "./mail-renderer";

const order = samples["order-confirmation"].en as unknown as OrderConfirmationMail;
const renderer = createMailRenderer({ brand: { shopName: "Hearth" } });
const typed = fc.string({ unit: "binary", maxLength: 300 });

const rendered = (name: string, title: string) =>
  renderer.render({
    template: "order-confirmation",
    locale: "en",
    data: {
      ...order,
      firstName: displayName(name),
      order: {
        ...order.order,
        displayId: displayLine(title, 40),
        lines: [{ title: displayLine(title, 200), quantity: 1, total: "€10.00" }],
      },
    },
  });

describe("what a shopper typed, as the engine hands it over", () => {
  it("can always be written, and stays out of the subject's and the greeting's other lines", () => {
    fc.assert(
      fc.property(typed, typed, (name, title) => {
        const { subject, html } = rendered(name, title);
        expect(subject).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
        expect(html).not.toContain("<script");
      }),
      { numRuns: Number(process.env.GOODWORD_RUNS ?? 100) },
    );
  });

  it("is escaped where a product carries a shopper's own words", () => {
    const { html } = rendered("Anna", `Mug <a href="https://evil.example">click</a>`);
    expect(html).not.toContain('<a href="https://evil.example"');
    expect(html).toContain("&lt;a href");
  });
});
