export {
  createMailRenderer,
  type MailBrand,
  type MailRenderer,
  type RenderedMail,
  type RenderedPart,
  type RenderRequest,
} from "./mail-renderer";
export { type SmtpOptions, smtpNotifier, writeMail } from "./smtp-notifier";
export { type MailSender, type SmtpSenderOptions, smtpSender, type WrittenMail } from "./smtp-sender";
