import type { Mail, Notifier } from "@goodword/core";
import { createMailRenderer, type MailBrand, type MailRenderer, type RenderRequest } from "./mail-renderer";
import { type SmtpSenderOptions, smtpSender, type WrittenMail } from "./smtp-sender";

export interface SmtpOptions extends SmtpSenderOptions {
  readonly brand: MailBrand;
}

/** Writes and sends mails over SMTP. Throws `GW_MAIL_FIELD` on unusable options; for `send` see `MailSender`. */
export function smtpNotifier({ brand, ...options }: SmtpOptions): Notifier {
  const sender = smtpSender(options);
  const renderer = createMailRenderer({ brand });
  return {
    async send(mail) {
      await sender.send({
        ...writeMail(renderer, mail),
        ...(brand.supportEmail && { replyTo: brand.supportEmail }),
      });
    },
    close: () => sender.close(),
  };
}

/** A mail in the words of its locale, with its headers. Throws `GW_MAIL_FIELD` naming a field that cannot be used. */
export function writeMail(
  renderer: MailRenderer,
  { id, to, locale, content }: Mail,
): Required<Omit<WrittenMail, "replyTo" | "from">> {
  const { template } = content;
  const { subject, html, text, lang } = renderer.render({ template, locale, data: content } as RenderRequest);
  const headers = {
    // RFC 3834: vacation notices do not answer.
    "Auto-Submitted": "auto-generated",
    // Groups complaints by kind of mail, never by person.
    "Feedback-ID": `${template}:${lang}:transactional:goodword`,
    "Content-Language": lang,
  };
  return { id, to, subject, html, text, headers };
}
