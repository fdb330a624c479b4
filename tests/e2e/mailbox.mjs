import { setTimeout as delay } from "node:timers/promises";

/**
 * @typedef {object} Mail
 * @property {string} id
 * @property {string} subject
 * @property {string} text
 * @property {string} html
 * @property {{address: string}[]} to
 * @property {Record<string, string>} headers
 */

/** Reads the demo's mailbox over HTTP. @param {string} url of its page */
export function mailbox(url) {
  /** Every mail to an address, the oldest first. @returns {Promise<Mail[]>} */
  const to = async (address) => {
    const mails = await fetch(`${url}/api/email?sort=asc`).then((response) => response.json());
    return mails.filter((mail) => mail.to.some((recipient) => recipient.address === address));
  };

  /**
   * Waits for a mail to an address for which `matches` holds.
   * @param {string} address
   * @param {(mail: Mail) => boolean} matches
   * @param {{within?: number, what?: string}} [options]  `within` in milliseconds
   */
  const wait = async (address, matches, { within = 30_000, what = "the awaited mail" } = {}) => {
    const until = Date.now() + within;
    for (;;) {
      const mails = await to(address);
      const found = mails.find(matches);
      if (found) return found;
      if (Date.now() > until) {
        const subjects = mails.map((mail) => `"${mail.subject}"`).join(", ") || "no mail at all";
        throw new Error(`${what} did not reach ${address} within ${within / 1000} s; it has ${subjects}.`);
      }
      await delay(250);
    }
  };
  return { to, wait };
}
