export {
  createMailRenderer,
  type MailBrand,
  type MailRenderer,
  type RenderedMail,
  type RenderRequest,
} from "./mail-renderer";
export { type SmtpOptions, smtpNotifier } from "./smtp-notifier";
