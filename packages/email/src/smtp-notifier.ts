import type { Mail, Notifier } from "@goodword/core";
import { createTransport } from "nodemailer";
import { createMailRenderer, type MailBrand, type RenderRequest } from "./mail-renderer";
import { fieldError, isLoopback, mailAddress, singleLine } from "./safe-field";
import { type SmtpFailure, smtpFailure } from "./smtp-failure";

export interface SmtpOptions {
  readonly smtp: {
    readonly host: string;
    readonly port: number;
    /** TLS from the first byte; by default on port 465. Elsewhere STARTTLS is used where it is offered. */
    readonly secure?: boolean;
    readonly user?: string;
    readonly pass?: string;
  };
  readonly from: { readonly name: string; readonly address: string };
  readonly brand: MailBrand;
  /** Right side of each Message-ID; by default the domain of `from`. */
  readonly domain?: string;
}

/**
 * Writes and sends mails over a pool of SMTP connections. Throws `GW_MAIL_FIELD` on unusable options.
 * `send` throws `GoodwordError` with the action `retry`, `fix-config`, or `ignore` when the recipient is refused
 * for good. A retry carries the same Message-ID, so that a mail sent twice can be known as one.
 */
export function smtpNotifier({ smtp, from, brand, domain }: SmtpOptions): Notifier {
  const sender = {
    name: singleLine("from.name", from.name),
    address: mailAddress("from.address", from.address, "fix-config"),
  };
  const idDomain = domain ?? sender.address.slice(sender.address.indexOf("@") + 1);
  if (!/^[a-z0-9.-]+$/i.test(idDomain)) throw fieldError("domain", "must be a domain like shop.example");
  const renderer = createMailRenderer({ brand });
  const transport = createTransport({ pool: true, ...connection(smtp) });

  return {
    async send(mail) {
      const message = {
        from: sender,
        to: {
          name: singleLine("to.name", mail.to.name ?? ""),
          address: mailAddress("to.address", mail.to.address, "ignore"),
        },
        replyTo: brand.supportEmail,
        messageId: `<${messageIdLeft(mail.id)}@${idDomain}>`,
        ...written(mail),
      };
      try {
        await transport.sendMail(message);
      } catch (failure) {
        throw smtpFailure(failure as SmtpFailure);
      }
    },
    async close() {
      transport.close();
    },
  };

  function written(mail: Mail) {
    const { template } = mail.content;
    const { subject, html, text, lang } = renderer.render({
      template,
      locale: mail.locale,
      data: mail.content,
    } as RenderRequest);
    const headers = {
      // RFC 3834: vacation notices do not answer.
      "Auto-Submitted": "auto-generated",
      // Groups complaints by kind of mail, never by person.
      "Feedback-ID": `${template}:${lang}:transactional:goodword`,
      "Content-Language": lang,
    };
    return { subject, html, text, headers };
  }
}

function connection({ host, port, secure = port === 465, user, pass }: SmtpOptions["smtp"]) {
  if (host === "" || /\s/.test(host)) throw fieldError("smtp.host", "must be a host name");
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw fieldError("smtp.port", "must be a whole number from 1 to 65535");
  }
  if ((user === undefined) !== (pass === undefined)) {
    throw fieldError("smtp.user and smtp.pass", "must be given together");
  }
  const local = isLoopback(host);
  return {
    host,
    port,
    secure,
    // A password never crosses a network in the clear; a local inbox has no certificate one could check.
    requireTLS: !local && user !== undefined,
    ignoreTLS: local,
    ...(user === undefined ? {} : { auth: { user, pass } }),
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** RFC 5322 dot-atom. An id is made by the outbox, so anything else is a defect upstream. */
function messageIdLeft(id: string): string {
  if (!/^[\w!#$%&'*+\-/=?^`{|}~]+(\.[\w!#$%&'*+\-/=?^`{|}~]+)*$/.test(id)) {
    throw fieldError("id", "must be letters, digits, dots, dashes or underscores");
  }
  return id;
}
