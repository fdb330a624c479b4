import { createTransport } from "nodemailer";
import { fieldError, isLoopback, mailAddress, singleLine } from "./safe-field";
import { type SmtpFailure, smtpFailure } from "./smtp-failure";

export interface SmtpSenderOptions {
  readonly smtp: {
    readonly host: string;
    readonly port: number;
    /** TLS from the first byte; by default on port 465. Elsewhere STARTTLS is used where it is offered. */
    readonly secure?: boolean;
    readonly user?: string;
    readonly pass?: string;
  };
  readonly from: { readonly name: string; readonly address: string };
  /** Right side of each Message-ID; by default the domain of `from`. */
  readonly domain?: string;
}

/** A mail as it is written. At least one of `html` and `text` is there. */
export interface WrittenMail {
  /** The same on each try: it becomes the Message-ID, so that a mail sent twice can be known as one. */
  readonly id: string;
  readonly to: { readonly address: string; readonly name: string | null };
  readonly subject: string;
  readonly html?: string;
  readonly text?: string;
  /** Another address to send from than the sender's own. */
  readonly from?: string;
  readonly replyTo?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends mails, or throws `GoodwordError` with the action `retry`, `fix-config`, or `ignore` for a refused recipient. */
export interface MailSender {
  /** @returns the Message-ID */
  send(mail: WrittenMail): Promise<string>;
  close(): Promise<void>;
}

/** Sends over a pool of SMTP connections. Throws `GW_MAIL_FIELD` on unusable options. */
export function smtpSender({ smtp, from, domain }: SmtpSenderOptions): MailSender {
  const sender = {
    name: singleLine("from.name", from.name),
    address: mailAddress("from.address", from.address, "fix-config"),
  };
  const idDomain = domain ?? sender.address.slice(sender.address.indexOf("@") + 1);
  if (!/^[a-z0-9.-]+$/i.test(idDomain)) throw fieldError("domain", "must be a domain like shop.example");
  const transport = createTransport({ pool: true, ...connection(smtp) });

  return {
    async send({ id, to, from, subject, ...rest }) {
      const messageId = `<${messageIdLeft(id)}@${idDomain}>`;
      const message = {
        from: from === undefined ? sender : { ...sender, address: mailAddress("from", from, "fix-config") },
        to: {
          name: singleLine("to.name", to.name ?? ""),
          address: mailAddress("to.address", to.address, "ignore"),
        },
        messageId,
        subject: singleLine("subject", subject),
        ...rest,
      };
      try {
        await transport.sendMail(message);
      } catch (failure) {
        throw smtpFailure(failure as SmtpFailure);
      }
      return messageId;
    },
    async close() {
      transport.close();
    },
  };
}

function connection({ host, port, secure = port === 465, user, pass }: SmtpSenderOptions["smtp"]) {
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
