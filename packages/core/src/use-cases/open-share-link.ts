import { isbot } from "isbot";
import type { Engine } from "../ports/ports";
import type { ReferralCode } from "../ports/store";
import { readCode } from "../referral/code";
import { keyedHash } from "../referral/identity";

export interface ShareLinkVisit {
  readonly code: string;
  readonly visitor: { readonly ip: string; readonly userAgent: string };
  /** False for HEAD and for prefetching. */
  readonly record: boolean;
  /** What the link carried; only the sub-IDs s1…s5 go on. */
  readonly query: Readonly<Record<string, string | undefined>>;
}

const subIds = ["s1", "s2", "s3", "s4", "s5"] as const;
const subId = /^[\w.-]{1,64}$/;

/**
 * Where a share link leads: the program's landing page and nowhere else. A code that is unknown,
 * disabled or unreadable leads there too, without a reference; so does every link while the database
 * is away, as the friend still wants the shop.
 */
export async function openShareLink(engine: Engine, visit: ShareLinkVisit): Promise<{ location: string }> {
  const landing = new URL(engine.options.program.landingUrl);
  const code = await activeCode(engine, visit.code);
  if (code === null) return { location: landing.href };
  landing.searchParams.set("ref", code.code);
  for (const name of subIds) {
    const value = visit.query[name];
    if (value !== undefined && subId.test(value)) landing.searchParams.set(name, value);
  }
  if (visit.record) await recordClick(engine, code, visit);
  return { location: landing.href };
}

async function activeCode(engine: Engine, text: string): Promise<ReferralCode | null> {
  // A code that cannot be one is looked up all the same, so that every answer takes as long.
  const code = readCode(text) ?? "-";
  try {
    const found = await engine.store.codes.byCode(code);
    return found?.status === "active" ? found : null;
  } catch (error) {
    engine.log.warn("share link opened without its code: the store did not answer", { error: nameOf(error) });
    return null;
  }
}

async function recordClick(engine: Engine, code: ReferralCode, visit: ShareLinkVisit): Promise<void> {
  const { clock, ids, options, store } = engine;
  const clickedAt = clock.now();
  const { ip, userAgent } = visit.visitor;
  const day = clickedAt.toISOString().slice(0, 10);
  const channel = visit.query.s1;
  try {
    await store.clicks.record({
      id: ids.id("click"),
      code: code.code,
      visitor: keyedHash(options.secret, `visitor:${day}`, `${ip}|${userAgent}`),
      clickedAt,
      channel: channel !== undefined && subId.test(channel) ? channel : null,
      bot: userAgent === "" || isbot(userAgent),
    });
  } catch (error) {
    engine.log.warn("click lost: the store did not answer", { code: code.code, error: nameOf(error) });
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
