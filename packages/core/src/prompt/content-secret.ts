import { keyedHash } from "../person/identity";

/**
 * What the shop shows when it fetches the prompts. It is made from the secret and not the secret itself: whoever reads
 * it on its way can read what is published, and can sign nothing in the CMS's name.
 */
export function contentBearer(secret: string): string {
  return `gwp_${keyedHash(secret, "content-poll", "bearer")}`;
}

/** Whether an address is asked over plain http across a network, where others may read what is sent. */
export function isPlainHttp(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  return protocol === "http:" && !/^(?:localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])$/.test(hostname);
}
