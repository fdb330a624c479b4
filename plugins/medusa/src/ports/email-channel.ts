import { GoodwordError, type Notifier } from "@goodword/core";
import { createMailRenderer, type MailBrand, writeMail } from "@goodword/email";
import type {
  ConfigModule,
  CreateNotificationDTO,
  INotificationModuleService,
} from "@medusajs/framework/types";
import { Modules } from "@medusajs/framework/utils";

/** What Goodword hands a provider beside the mail; any but Goodword's own may leave it unread. */
export interface GoodwordMailData {
  /** The same on each try. */
  readonly id: string;
  readonly headers: Readonly<Record<string, string>>;
}

const channel = "email";
/** More than the outbox tries. */
const mostTries = 20;

/** Whether the shop registered a provider for e-mail with Medusa's Notification Module. */
export function hasEmailChannel(config: ConfigModule): boolean {
  const module = config.modules?.[Modules.NOTIFICATION];
  const options = typeof module === "object" ? module.options : undefined;
  const providers = (options?.providers ?? []) as readonly { options?: { channels?: readonly string[] } }[];
  return providers.some((provider) => provider.options?.channels?.includes(channel) ?? false);
}

/**
 * Sends through the shop's own e-mail provider. Medusa sends nothing for a key that went out, but cannot finish one
 * that failed: it looks for the row of the new try, does not find it, and reports a failure after the mail has gone.
 * So each try has a key of its own, and none is begun once one went out.
 */
export function emailChannelNotifier(
  notifications: Pick<INotificationModuleService, "listNotifications" | "createNotifications">,
  { brand, from }: { readonly brand: MailBrand; readonly from?: { readonly address: string } | undefined },
): Notifier {
  const renderer = createMailRenderer({ brand });
  return {
    async send(mail) {
      const { id, to, subject, html, text, headers } = writeMail(renderer, mail);
      const key = await nextKey(id);
      if (key === null) return;
      const notification: CreateNotificationDTO = {
        to: to.address,
        channel,
        content: { subject, html, text },
        data: { template: mail.content.template, locale: mail.locale },
        provider_data: { goodword: { id, headers } satisfies GoodwordMailData },
        trigger_type: `goodword.${mail.content.template}`,
        idempotency_key: key,
        ...(from && { from: from.address }),
      };
      try {
        await notifications.createNotifications(notification);
      } catch (error) {
        // The text of a provider's error may quote the address.
        throw new GoodwordError("GW_MAIL_PROVIDER", "The shop's e-mail provider did not take the mail.", {
          cause: error,
        });
      }
    },
    async close() {},
  };

  /** Null once the mail went out. */
  async function nextKey(id: string): Promise<string | null> {
    const keys = Array.from({ length: mostTries }, (_, n) => (n === 0 ? id : `${id}.${n + 1}`));
    const tried = await notifications.listNotifications({ idempotency_key: keys } as object, {
      take: mostTries,
    });
    if (tried.some(({ status }) => status === "success")) return null;
    // Not in its type, and in every row.
    const used = new Set(tried.map((row) => (row as { idempotency_key?: string }).idempotency_key));
    return keys.find((key) => !used.has(key)) ?? `${id}.${Date.now()}`;
  }
}
