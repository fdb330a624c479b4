import type {
  OrderConfirmationMail,
  RewardIssuedMail,
  SamePersonLinkMail,
  SamePersonNumberMail,
} from "@goodword/core";
import { type LocaleName, locales, samples, templates } from "@goodword/email-templates";
import { contrast } from "./brand-colours";
import { createMailRenderer, type RenderRequest } from "./mail-renderer";

const brand = {
  shopName: "Hearth",
  supportEmail: "help@hearth.example",
  postalAddress: "1 Kiln Lane, Leeds",
};
const renderer = createMailRenderer({ brand });
const order = samples["order-confirmation"].en as unknown as OrderConfirmationMail;
const reward = samples["reward-issued"].en as unknown as RewardIssuedMail;

const renderOrder = (data: OrderConfirmationMail = order, locale = "en") =>
  renderer.render({ template: "order-confirmation", locale, data });
const renderReward = (data: RewardIssuedMail = reward, locale = "en") =>
  renderer.render({ template: "reward-issued", locale, data });

describe("every mail in every locale", () => {
  const all = Object.keys(templates).flatMap((template) =>
    Object.keys(locales).map((locale) => [template, locale as LocaleName] as const),
  );

  it.each(all)("%s in %s is complete and stays under Gmail's clip of 102 kB", (template, locale) => {
    const data = samples[template as keyof typeof samples][locale];
    const mail = renderer.render({ template, locale, data } as unknown as RenderRequest);
    expect(mail.lang).toBe(locale);
    expect(mail.subject).not.toBe("");
    expect(mail.html).toContain(`<html lang="${locale}" dir="ltr"`);
    expect(mail.html).toContain('<meta name="color-scheme" content="light dark">');
    expect(mail.html).not.toMatch(/<table(?![^>]*role="presentation")[^>]*>/);
    // Nothing is loaded when the mail is opened.
    expect(mail.html).not.toMatch(/<img|<link|@import|url\(/);
    expect(`${mail.subject}${mail.html}${mail.text}`).not.toMatch(/\{\{|\}\}|\{\w+\}|undefined|\[object/);
    expect(Buffer.byteLength(mail.html)).toBeLessThan(102_000);
  });

  it("an order of a hundred lines is not clipped either", () => {
    const lines = Array.from({ length: 100 }, (_, at) => ({
      title: `Stoneware mug with a rather long name, glaze ${at}`,
      quantity: 2,
      total: "€1,048.00",
    }));
    const { html } = renderOrder({ ...order, order: { ...order.order, lines } });
    expect(html).toContain("glaze 99");
    expect(Buffer.byteLength(html)).toBeLessThan(102_000);
  });

  it("writes the words of the locale", () => {
    const german = samples["reward-issued"].de as unknown as RewardIssuedMail;
    expect(renderReward(german, "de").text).toContain("Danke, Anna. Das gehört dir.");
    expect(renderReward().text).toContain("Thank you, Anna. This is yours.");
  });
});

describe("the two mails to somebody who may be one person", () => {
  const { link, until } = samples["same-person-link"].en as unknown as SamePersonLinkMail;
  const { number } = samples["same-person-number"].en as unknown as SamePersonNumberMail;
  const write = (locale: string) => [
    renderer.render({ template: "same-person-link", locale, data: { link, until } }),
    renderer.render({ template: "same-person-number", locale, data: { number, until } }),
  ];

  it.each(Object.keys(locales))(
    "in %s hold one half each, and say what to do when it is none of theirs",
    (locale) => {
      const [first, second] = write(locale);
      for (const part of [first?.html, first?.text]) {
        expect(part).toContain(link);
        expect(part).not.toContain(number);
      }
      for (const part of [second?.html, second?.text]) {
        expect(part).toContain(number);
        expect(part).not.toContain(link);
      }
      const words = locales[locale as LocaleName];
      expect(first?.text).toContain(words["same-person-link"]?.otherwise);
      expect(second?.text).toContain(words["same-person-number"]?.otherwise);
    },
  );

  it("greet nobody by a name: whoever placed the order may have typed it", () => {
    for (const source of ["same-person-link", "same-person-number"] as const) {
      expect(Object.values(templates[source]).join("")).not.toMatch(/firstName|address/);
    }
  });

  it("refuse a link that leads to no web page, and a number of several lines", () => {
    const wrong = () =>
      renderer.render({
        template: "same-person-link",
        locale: "en",
        data: { link: "javascript:alert(1)", until },
      });
    expect(wrong).toThrow(/^link must be an https address/);
    const forged = () =>
      renderer.render({ template: "same-person-number", locale: "en", data: { number: "1\n2", until } });
    expect(forged).toThrow(/^number must be one line/);
  });
});

describe("the ask by itself", () => {
  const { referral } = order;
  if (referral === null) throw new Error("the sample asks nothing");

  it.each(Object.keys(locales))(
    "is in %s a part that stands in another mail's body, and a text",
    (locale) => {
      const { html, text, lang } = renderer.renderAsk(referral, locale);
      expect(lang).toBe(locale);
      expect(html.startsWith(`<div lang="${locale}" dir="ltr">`)).toBe(true);
      expect(html).not.toMatch(/<html|<body|<head|<style|\{\{|undefined/);
      expect(html.match(/<div/g)?.length).toBe(html.match(/<\/div>/g)?.length);
      for (const part of [html, text]) expect(part).toContain(referral.disclosure);
      expect(text).toContain(referral.link);
      expect(html).toContain(`href="${referral.link}"`);
    },
  );

  it("escapes what it shows, and refuses an address that is none", () => {
    const sly = { ...referral, ask: "<b>Who</b> else?" };
    expect(renderer.renderAsk(sly, "en").html).toContain("&lt;b&gt;Who&lt;/b&gt; else?");
    expect(() => renderer.renderAsk({ ...referral, link: "javascript:alert(1)" }, "en")).toThrow(
      expect.objectContaining({ code: "GW_MAIL_FIELD" }),
    );
  });
});

describe("locales", () => {
  it.each([
    ["de", "de", "Bestellung 1042"],
    ["de-AT", "de-AT", "Bestellung 1042"],
    ["pt-BR", "en", "Order 1042"],
  ])("%s is written as %s", (locale, lang, words) => {
    const mail = renderOrder(order, locale);
    expect(mail.lang).toBe(lang);
    expect(mail.text).toContain(words);
  });

  it("refuses what is no locale", () => {
    expect(() => renderOrder(order, "no locale")).toThrow(/locale must be a BCP 47 tag/);
  });
});

describe("the referral block", () => {
  const referral = order.referral as NonNullable<OrderConfirmationMail["referral"]>;

  it("stands in the text part after the total, with the disclosure before the link and the message", () => {
    const { text } = renderOrder();
    const places = [`Total: ${order.order.total}`, referral.ask, referral.disclosure, `\n${referral.link}\n`];
    const found = [...places, referral.message].map((part) => text.indexOf(part));
    expect(found).not.toContain(-1);
    expect([...found].sort((a, b) => a - b)).toEqual(found);
  });

  it("has the disclosure before every control in the HTML part", () => {
    const { html } = renderOrder();
    const disclosed = html.indexOf(referral.disclosure);
    expect(disclosed).toBeGreaterThan(-1);
    expect(disclosed).toBeGreaterThan(html.indexOf(referral.ask));
    expect(html.indexOf(`href="${referral.link}"`)).toBeGreaterThan(disclosed);
    expect(html.indexOf("mailto:?")).toBeGreaterThan(disclosed);
  });

  it("hands the whole message to the shopper's own client", () => {
    const { html } = renderOrder();
    expect(html).toContain(`https://wa.me/?text=${encodeURIComponent(referral.message)}`);
    expect(html).toContain(`body=${encodeURIComponent(referral.message)}`);
  });

  it("is gone without a trace where nothing may be asked", () => {
    const { html, text } = renderOrder({ ...order, referral: null });
    expect(html).not.toMatch(/wa\.me|mailto:\?|Your link/);
    expect(text).not.toMatch(/\* \* \*|Your link/);
    expect(text).not.toMatch(/\n{3}/);
  });
});

describe("what a shopper or a merchant typed", () => {
  it("is shown as typed, never run", () => {
    const name = "{{constructor}} {shop} <b>Bo</b>";
    const mail = renderReward({ ...reward, firstName: name });
    expect(mail.text).toContain(`Thank you, ${name}.`);
    expect(mail.html).toContain("{{constructor}} {shop} &lt;b&gt;Bo&lt;/b&gt;");
    expect(mail.html).not.toContain("<b>");
  });

  it("is not escaped in subject and text", () => {
    const named = createMailRenderer({ brand: { shopName: "Bo & Sons' Mugs" } });
    const mail = named.render({ template: "order-confirmation", locale: "en", data: order });
    expect(mail.subject).toBe("Your Bo & Sons' Mugs order 1042 is in");
    expect(mail.text).toContain("Bo & Sons' Mugs");
    expect(mail.html).toContain("Bo &amp; Sons&#x27; Mugs");
  });

  it.each(["Anna\r\nBcc: all@example.com", "Anna\u0000", "Anna\u2028", "An\u001bna"])(
    "a name is refused with control characters in it: %j",
    (firstName) => {
      expect(() => renderReward({ ...reward, firstName })).toThrow(/^firstName must be one line/);
    },
  );

  it("an order number is refused with a line end in it", () => {
    const broken = { ...order, order: { ...order.order, displayId: "1\nBcc: x" } };
    expect(() => renderOrder(broken)).toThrow(/^order\.displayId must be one line/);
  });

  it("a title with a line end is put on one line, so that it cannot forge a total", () => {
    const lines = [{ title: "Mug\nTotal: €0.00", quantity: 1, total: "€24.00" }];
    const { text } = renderOrder({ ...order, order: { ...order.order, lines } });
    expect(text).toContain("1 × Mug Total: €0.00: €24.00");
  });

  it("greets without a name", () => {
    expect(renderReward({ ...reward, firstName: null }).text).toContain("Thank you. This is yours.");
  });
});

describe("addresses", () => {
  it.each(["javascript:alert(1)", "http://shop.example/", "shop.example", "data:text/html,x"])(
    "refuses %s",
    (shopUrl) => {
      expect(() => renderReward({ ...reward, shopUrl })).toThrow(/^shopUrl must be an https address/);
    },
  );

  it("accepts http on this machine", () => {
    expect(renderReward({ ...reward, shopUrl: "http://localhost:8000/" }).text).toContain(
      "http://localhost:8000/",
    );
  });
});

it("names a field that is missing", () => {
  const { shopUrl, ...rest } = reward;
  expect(() => renderReward(rest as RewardIssuedMail)).toThrow(/reward-issued could not be written.*shopUrl/);
});

it("does not reach what a field inherits", () => {
  const inherited = Object.create({ reward: reward.reward }) as RewardIssuedMail;
  expect(() => renderReward(Object.assign(inherited, { firstName: null, shopUrl: reward.shopUrl }))).toThrow(
    /could not be written/,
  );
});

describe("the brand", () => {
  it.each([
    [{ shopName: "A\r\nB" }, /^brand\.shopName must be one line/],
    [{ shopName: " " }, /^brand\.shopName must not be empty/],
    [{ shopName: "A", accent: "red;}" }, /^brand\.accent must be a colour/],
    [{ shopName: "A", supportEmail: '"a b"@example.com' }, /^brand\.supportEmail must be a plain address/],
  ])("%j is refused", (wrong, message) => {
    expect(() => createMailRenderer({ brand: wrong })).toThrow(message);
  });

  it.each(["#000", "#1f5c4a", "#ffe600", "#777777", "#ffffff"])(
    "%s can be read on light and dark",
    (accent) => {
      const branded = createMailRenderer({ brand: { shopName: "A", accent } });
      const { html } = branded.render({ template: "reward-issued", locale: "en", data: reward });
      const pair = (from: string) =>
        /background: ?(#\w{6}).*?; ?color: ?(#\w{6})/.exec(html.slice(html.indexOf(from)));
      for (const found of [pair(".action a {"), pair('style="display:inline-block;background')]) {
        expect(contrast(found?.[1] as string, found?.[2] as string)).toBeGreaterThanOrEqual(4.5);
      }
      expect(contrast(pair(".action a {")?.[1] as string, "#1e1d1b")).toBeGreaterThanOrEqual(3);
    },
  );
});
