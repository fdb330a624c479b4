import { createHash } from "node:crypto";
import { GoodwordError } from "@goodword/core";
import { type MailSender, smtpSender } from "@goodword/email";
import type {
  Logger,
  ProviderSendNotificationDTO,
  ProviderSendNotificationResultsDTO,
} from "@medusajs/framework/types";
import { AbstractNotificationProviderService, MedusaError } from "@medusajs/framework/utils";
import { parseSmtpProviderOptions, type SmtpProviderOptions } from "../../options";
import type { GoodwordMailData } from "../../ports/email-channel";

/** What Medusa hands a provider beyond what its type says. */
interface Sent extends ProviderSendNotificationDTO {
  readonly id?: string;
  readonly idempotency_key?: string | null;
}

/**
 * Sends the notifications of the channel `email` over SMTP. A notification needs `content` with a subject and HTML or
 * text: templates are the caller's to render.
 */
export class SmtpNotificationService extends AbstractNotificationProviderService {
  static override identifier = "goodword-smtp";
  private readonly sender: MailSender;

  constructor(_: { logger: Logger }, options: SmtpProviderOptions) {
    super();
    this.sender = smtpSender(parseSmtpProviderOptions(options));
  }

  static override validateOptions(options: Record<string, unknown>): void {
    parseSmtpProviderOptions(options);
  }

  override async send(
    notification: ProviderSendNotificationDTO,
  ): Promise<ProviderSendNotificationResultsDTO> {
    const { to, from, content, provider_data, attachments } = notification;
    if (!content?.subject || !(content.html || content.text)) {
      throw invalid("content: expected a subject, and html or text; this provider renders no templates");
    }
    if (attachments?.length) throw invalid("attachments: are not sent by this provider");
    const own = provider_data?.goodword as GoodwordMailData | undefined;
    try {
      const id = await this.sender.send({
        id: own?.id ?? messageIdOf(notification),
        to: { address: to, name: null },
        ...(from && { from }),
        subject: content.subject,
        ...(content.html && { html: content.html }),
        ...(content.text && { text: content.text }),
        headers: own?.headers ?? {},
      });
      return { id };
    } catch (error) {
      if (!(error instanceof GoodwordError)) throw error;
      throw new MedusaError(MedusaError.Types.UNEXPECTED_STATE, `${error.code}: ${error.message}`);
    }
  }
}

/** The same for the same key, so that a mail sent twice can be known as one. */
function messageIdOf({ idempotency_key: key, id }: Sent): string {
  const known = key || id;
  if (!known) throw invalid("idempotency_key: expected one");
  return /^[\w-]+$/.test(known) ? known : createHash("sha256").update(known).digest("hex").slice(0, 32);
}

function invalid(message: string): MedusaError {
  return new MedusaError(MedusaError.Types.INVALID_DATA, `[goodword-smtp] ${message}`);
}
