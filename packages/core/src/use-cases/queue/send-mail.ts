import { GoodwordError } from "../../errors";
import { formatMoney } from "../../money/money";
import type { Order } from "../../order/order";
import { emailIdentity, identitiesOf } from "../../person/identity";
import { isPlainAddress } from "../../person/mail-address";
import type { Mail, MailReferral, OrderConfirmationMail } from "../../ports/notifier";
import type { Engine } from "../../ports/ports";
import type { NoPromptReason } from "../../prompt/choose-prompt";
import type { PromptView } from "../../prompt/content";
import { moneyOff, rewardConditions } from "../../terms/terms";
import { provenAddresses } from "../advocates/proven-addresses";
import { samePersonMail } from "../advocates/same-person-mail";
import { promptForOrder, type ShownPrompt } from "../advocates/show-prompt";
import { recordOrders } from "../orders/record-orders";

/** Writes a mail from what the host says now and sends it. Addresses are read here and kept nowhere. */
export async function sendMail(
  engine: Engine,
  id: string,
  payload: Readonly<Record<string, string>>,
): Promise<void> {
  const { notifier } = engine;
  if (notifier === null) return;
  const mail = await written(engine, id, payload);
  if (mail === null) return;
  // Shops store what was typed, with the spaces around it.
  const address = mail.to.address.trim();
  if (isPlainAddress(address)) await notifier.send({ ...mail, to: { ...mail.to, address } });
  // Trying again changes no address.
  else engine.log.warn("mail not sent: the shop's address for it cannot be written to", { id });
}

async function written(
  engine: Engine,
  id: string,
  payload: Readonly<Record<string, string>>,
): Promise<Mail | null> {
  const { template } = payload;
  switch (template) {
    case "reward-issued":
      return rewardIssued(engine, id, payload.rewardId ?? "");
    case "same-person-link":
    case "same-person-number":
      return samePersonMail(engine, id, template, payload);
    default:
      return orderConfirmation(engine, id, payload.orderId ?? "");
  }
}

async function orderConfirmation(engine: Engine, id: string, orderId: string): Promise<Mail | null> {
  const [order] = await engine.orders.load([orderId]);
  if (order === undefined) {
    // Taken back whole by the host, or not there yet: then this is tried again.
    await recordOrders(engine, [orderId]);
    return null;
  }
  if (order.canceledAt !== null || order.email === null) return null;
  const { prompt } = await promptInMail(engine, order, order.locale);
  const locale = order.locale ?? prompt?.locale ?? "en";
  const content: OrderConfirmationMail = {
    template: "order-confirmation",
    firstName: order.firstName,
    order: amounts(order, locale),
    referral: prompt && referralOf(prompt),
  };
  return { id, to: { address: order.email, name: order.firstName }, locale, content };
}

/**
 * The ask of an order for a mail that the shop writes itself. The link is minted on demand, and the same however
 * often it is asked for and whoever else does at once.
 * @throws GoodwordError `GW_ORDER_NOT_FOUND`
 */
export async function askInMail(
  engine: Engine,
  input: { orderId: string; locale?: string | undefined },
): Promise<MailAsk> {
  const order = await load(engine, input.orderId);
  const { prompt, reason } = await promptInMail(engine, order, input.locale ?? order.locale);
  if (prompt === null) return { referral: null, reason };
  return { referral: referralOf(prompt), locale: prompt.locale, reason: null };
}

/** Somebody logged in may order with any address: their link is for them alone, and not for whoever reads there. */
async function promptInMail(engine: Engine, order: Order, locale: string | null): Promise<ShownPrompt> {
  const shown = await promptForOrder(engine, order, locale);
  if (shown.prompt === null || (await isBuyersOwn(engine, order))) return shown;
  return { prompt: null, reason: "address-not-proven" };
}

/** Whether the order's address is one that its buyer is known by. */
async function isBuyersOwn({ options, store }: Engine, order: Order): Promise<boolean> {
  if (order.email === null) return false;
  const address = emailIdentity(options.secret, order.email);
  const { own } = identitiesOf(options.secret, order);
  if (own.some(({ kind, value }) => kind === address.kind && value === address.value)) return true;
  const owners = new Set<string | undefined>();
  for (const identity of [address, ...own]) owners.add((await store.participants.byIdentity(identity))?.id);
  return owners.size === 1 && !owners.has(undefined);
}

/** What stands in the mail, in which locale; or why nothing does. */
export type MailAsk =
  | { readonly referral: MailReferral; readonly locale: string; readonly reason: null }
  | { readonly referral: null; readonly reason: NoPromptReason | null };

function referralOf(prompt: PromptView): MailReferral {
  const link = `${prompt.link}?s1=order-email`;
  return {
    ask: prompt.ask,
    reason: prompt.reason,
    conditions: prompt.conditions,
    disclosure: prompt.disclosure,
    link,
    message: prompt.message.replaceAll("{share_link}", link),
  };
}

async function rewardIssued(engine: Engine, id: string, rewardId: string): Promise<Mail | null> {
  const { store, book } = engine;
  const [reward] = await store.rewards.lock([rewardId]);
  if (reward?.state !== "issued" || !reward.payout) return null;
  const advocate = await store.participants.byId(reward.participantId);
  if (advocate === null) return null;
  const [receiver] = await provenAddresses(engine, advocate);
  if (receiver === undefined) {
    // Trying again finds no other address; staff see the reward and can hand it over.
    engine.log.warn("reward not mailed: its person has no proven address", {
      rewardId,
      participantId: advocate.id,
    });
    return null;
  }
  const locale = receiver.locale ?? advocate.locale ?? "en";
  const program = await book.version(reward.programId, reward.programVersion);
  return {
    id,
    to: { address: receiver.address, name: receiver.firstName },
    locale,
    content: {
      template: "reward-issued",
      firstName: receiver.firstName,
      reward: {
        text: moneyOff({ ...reward.value, amount: reward.payout }, locale),
        code: reward.code,
        conditions: rewardConditions(program, locale),
      },
      shopUrl: new URL(program.landingUrl).origin,
    },
  };
}

async function load(engine: Engine, orderId: string): Promise<Order> {
  const [order] = await engine.orders.load([orderId]);
  if (order === undefined)
    throw new GoodwordError("GW_ORDER_NOT_FOUND", `order ${orderId}: the shop does not know it`);
  return order;
}

function amounts(order: Order, locale: string): OrderConfirmationMail["order"] {
  const say = (amount: bigint) => formatMoney({ amount, currency: order.currency }, locale);
  return {
    displayId: order.displayId,
    lines: order.lines.map((line) => ({
      title: line.title,
      quantity: line.quantity,
      total: say(line.total),
    })),
    subtotal: say(order.subtotal),
    discount: order.discount === 0n ? null : say(-order.discount),
    shipping: say(order.shipping),
    tax: order.tax === 0n ? null : say(order.tax),
    total: say(order.total),
  };
}
