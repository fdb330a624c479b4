import type { AddressInfo } from "node:net";
import type { Mail, OrderConfirmationMail } from "@goodword/core";
import { samples } from "@goodword/email-templates";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { type SmtpOptions, smtpNotifier } from "./smtp-notifier";

const order = samples["order-confirmation"].en as unknown as OrderConfirmationMail;
const mail: Mail = {
  id: "01JD3X.order-confirmation",
  to: { address: "anna@example.com", name: "Anna Ødegård" },
  locale: "en",
  content: { ...order, template: "order-confirmation" },
};
const refusal = (responseCode: number, message: string) =>
  Object.assign(new Error(message), { responseCode });

/** Undone after each test, last opened first. */
const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function inbox(options: SMTPServerOptions = {}) {
  const received: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    // Says nothing of its own certificate: it offers STARTTLS with one nobody trusts, as local inboxes do.
    logger: false,
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        received.push(Buffer.concat(chunks).toString());
        done();
      });
    },
    ...options,
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => new Promise((resolve) => server.close(resolve)));
  return { port: (server.server.address() as AddressInfo).port, received };
}

function notifier(port: number, options: Partial<SmtpOptions> = {}) {
  const made = smtpNotifier({
    smtp: { host: "127.0.0.1", port },
    from: { name: "Hearth", address: "shop@mail.hearth.example" },
    brand: { shopName: "Hearth", supportEmail: "help@hearth.example" },
    ...options,
  });
  closers.push(() => made.close());
  return made;
}

/** Header lines unfolded, one by name. */
const header = (message: string, name: string) =>
  new RegExp(`^${name}: (.*)$`, "im").exec(message.split("\r\n\r\n")[0]?.replace(/\r\n\s+/g, " ") ?? "")?.[1];

/** The text part, as its encoding for the way is taken off; a mail program undoes no other breaks of lines. */
function textOf(message: string): string {
  const part = message.split(/^--/m).find((one) => /^content-type: text\/plain/im.test(one)) ?? "";
  const [head = "", ...body] = part.split("\r\n\r\n");
  const text = body.join("\r\n\r\n");
  if (!/quoted-printable/i.test(head)) return text;
  return text
    .replaceAll("=\r\n", "")
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
}

describe("a mail that is delivered", () => {
  it("has a text and an HTML part and says that a machine wrote it", async () => {
    const { port, received } = await inbox();
    await notifier(port).send(mail);
    const [message = ""] = received;
    expect(header(message, "From")).toBe("Hearth <shop@mail.hearth.example>");
    expect(header(message, "To")).toMatch(/^=\?UTF-8\?.*<anna@example\.com>$/);
    expect(header(message, "Reply-To")).toBe("help@hearth.example");
    expect(header(message, "Subject")).toBe("Your Hearth order 1042 is in");
    expect(header(message, "Auto-Submitted")).toBe("auto-generated");
    expect(header(message, "Content-Type")).toMatch(/^multipart\/alternative/);
    expect(header(message, "Feedback-ID")).toBe("order-confirmation:en:transactional:goodword");
    expect(message.indexOf("text/plain")).toBeGreaterThan(-1);
    expect(message.indexOf("text/html")).toBeGreaterThan(message.indexOf("text/plain"));
  });

  it.each(["en", "de"])(
    "has the link or the number of a proof whole on a line of its text (%s)",
    async (locale) => {
      const { port, received } = await inbox();
      const sender = notifier(port);
      const link = `https://api.a-shop-with-a-long-name.example/goodword/same-person/${"aB3_-".repeat(9)}`;
      const until = "November 30, 2026 at 4:04 PM UTC";
      const to = { address: "anna@example.com", name: null };
      await sender.send({ id: "1", to, locale, content: { template: "same-person-link", link, until } });
      await sender.send({
        id: "2",
        to,
        locale,
        content: { template: "same-person-number", number: "4821 0937", until },
      });
      const [withLink = [], withNumber = []] = received.map((message) => textOf(message).split("\r\n"));
      expect(withLink).toContain(link);
      expect(withNumber.filter((line) => line.endsWith(": 4821 0937"))).toHaveLength(1);
    },
  );

  it("has the same Message-ID when it is sent again", async () => {
    const { port, received } = await inbox();
    const sender = notifier(port);
    await sender.send(mail);
    await sender.send(mail);
    const ids = received.map((message) => header(message, "Message-ID"));
    expect(ids).toEqual(Array(2).fill("<01JD3X.order-confirmation@mail.hearth.example>"));
  });

  it("takes the domain of its Message-ID from the options", async () => {
    const { port, received } = await inbox();
    await notifier(port, { domain: "hearth.example" }).send(mail);
    expect(header(received[0] ?? "", "Message-ID")).toBe("<01JD3X.order-confirmation@hearth.example>");
  });

  it("shares its connections", async () => {
    let connections = 0;
    const { port, received } = await inbox({
      onConnect(_session, done) {
        connections += 1;
        done();
      },
    });
    const sender = notifier(port);
    for (let count = 0; count < 10; count += 1) await sender.send(mail);
    expect(received).toHaveLength(10);
    expect(connections).toBe(1);
  });
});

describe("a mail that is refused by the server", () => {
  it("is tried again after a 4xx, and then delivered under the same Message-ID", async () => {
    let tries = 0;
    const { port, received } = await inbox({
      onRcptTo(_address, _session, done) {
        tries += 1;
        done(tries === 1 ? refusal(451, "4.7.1 greylisted") : null);
      },
    });
    const sender = notifier(port);
    await expect(sender.send(mail)).rejects.toMatchObject({ action: "retry", code: "GW_SMTP_UNAVAILABLE" });
    await sender.send(mail);
    expect(received.map((message) => header(message, "Message-ID"))).toEqual([
      "<01JD3X.order-confirmation@mail.hearth.example>",
    ]);
  });

  it("is let go when the recipient is refused for good, without keeping the address", async () => {
    const { port } = await inbox({
      onRcptTo: ({ address }, _session, done) => done(refusal(550, `5.1.1 <${address}> unknown`)),
    });
    const failure = await notifier(port)
      .send(mail)
      .catch((error) => error);
    expect(failure).toMatchObject({ action: "ignore", code: "GW_MAIL_RECIPIENT" });
    expect(failure.cause).toBeUndefined();
    expect(failure.message).not.toContain("anna@");
  });

  it("asks for the configuration when the policy refuses the mail", async () => {
    const { port } = await inbox({
      onMailFrom: (_address, _session, done) => done(refusal(550, "5.7.1 not allowed to send")),
    });
    await expect(notifier(port).send(mail)).rejects.toMatchObject({ action: "fix-config" });
  });

  it("asks for the configuration when the log-in is wrong", async () => {
    const { port } = await inbox({ onAuth: (_auth, _session, done) => done(new Error("wrong password")) });
    const smtp = { host: "127.0.0.1", port, user: "shop", pass: "wrong" };
    await expect(notifier(port, { smtp }).send(mail)).rejects.toMatchObject({
      action: "fix-config",
      code: "GW_SMTP_CONFIG",
    });
  });

  it("never shows a password to another machine without TLS it can trust", async () => {
    let logIns = 0;
    const { port } = await inbox({
      hideSTARTTLS: true,
      onAuth(_auth, _session, done) {
        logIns += 1;
        done(null, { user: "shop" });
      },
    });
    // Reaches this machine, but is not known to.
    const smtp = { host: "0.0.0.0", port, user: "shop", pass: "secret" };
    await expect(notifier(port, { smtp }).send(mail)).rejects.toMatchObject({ action: "fix-config" });
    expect(logIns).toBe(0);
  });

  it("is tried again when nobody listens", async () => {
    const { port } = await inbox();
    await (closers.pop() as () => Promise<void>)();
    await expect(notifier(port).send(mail)).rejects.toMatchObject({ action: "retry" });
  });
});

describe("a mail that never reaches the server", () => {
  it.each([
    ["to.name", { ...mail, to: { address: "anna@example.com", name: "Anna\r\nBcc: all@example.com" } }],
    ["firstName", { ...mail, content: { ...mail.content, firstName: "Anna\nBcc: all@example.com" } }],
    ["id", { ...mail, id: "1>\r\nBcc: all@example.com" }],
    ["locale", { ...mail, locale: "en\r\n" }],
  ])("has control characters in %s", async (field, wrong) => {
    const { port, received } = await inbox();
    await expect(notifier(port).send(wrong as Mail)).rejects.toThrow(new RegExp(`^${field} must be`));
    expect(received).toEqual([]);
  });

  it.each([
    '"anna bo"@example.com',
    "anna@example.com, bo@example.com",
    "anna@example.com\r\nBcc: bo@x.example",
  ])("is addressed to %j", async (address) => {
    const { port, received } = await inbox();
    const sent = notifier(port).send({ ...mail, to: { address, name: null } });
    await expect(sent).rejects.toMatchObject({ action: "ignore", code: "GW_MAIL_FIELD" });
    expect(received).toEqual([]);
  });
});

describe("options", () => {
  it.each([
    ["smtp.port", { smtp: { host: "localhost", port: 0 } }],
    ["smtp.host", { smtp: { host: "", port: 25 } }],
    ["smtp.user and smtp.pass", { smtp: { host: "localhost", port: 25, user: "shop" } }],
    ["from.address", { from: { name: "Hearth", address: "hearth" } }],
    ["from.name", { from: { name: "Hearth\nBcc: x", address: "shop@hearth.example" } }],
    ["domain", { domain: "hearth example" }],
  ])("a wrong %s is refused at once", (field, wrong) => {
    expect(() => notifier(25, wrong)).toThrow(new RegExp(`^${field} must be`));
  });
});
