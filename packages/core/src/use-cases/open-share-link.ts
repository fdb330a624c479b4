import { clickIdsOf, subIdsOf } from "../insight/click-fields";
import { clickKind } from "../insight/click-kind";
import { countLostClick } from "../insight/click-losses";
import { dayName, startOfHour } from "../insight/click-time";
import type { Click } from "../ports/click-store";
import type { Engine } from "../ports/ports";
import type { CodeLink } from "../ports/store";
import { isOpen } from "../program/choose-program";
import type { ProgramDefinition } from "../program/program";
import { readCode } from "../referral/code";
import { keyedHash } from "../referral/identity";

export interface ShareLinkVisit {
  readonly code: string;
  readonly visitor: { readonly ip: string; readonly userAgent: string };
  /** False for HEAD and for prefetching. */
  readonly record: boolean;
  /** What the link carried; the sub-IDs s1…s5 go on, and the click ids that the program preserves. */
  readonly query: Readonly<Record<string, string | undefined>>;
}

/**
 * Where a share link leads: a program's landing page and nowhere else. A code that is unknown, disabled,
 * unreadable or of a program that is not open leads to the first one's, without a reference; so does every
 * link while the database is away, as the friend still wants the shop.
 */
export async function openShareLink(engine: Engine, visit: ShareLinkVisit): Promise<{ location: string }> {
  const { open, fallback } = await destinations(engine);
  const code = await activeCode(engine, visit.code);
  const program = open.find(({ id }) => id === code?.programId);
  if (code === null || program === undefined) return { location: fallback };
  const landing = new URL(program.landingUrl);
  const subIds = subIdsOf(visit.query);
  const clickIds = clickIdsOf(visit.query, program.preservedClickIds ?? []);
  for (const [name, value] of Object.entries({ ref: code.code, ...subIds, ...clickIds })) {
    landing.searchParams.set(name, value);
  }
  if (visit.record) await recordClick(engine, code, visit.visitor, { subIds, clickIds });
  return { location: landing.href };
}

interface Destinations {
  readonly open: readonly ProgramDefinition[];
  /** Where every other link leads. */
  readonly fallback: string;
}

async function destinations({ book, clock, log, options }: Engine): Promise<Destinations> {
  const now = clock.now();
  const hrefOf = (program: ProgramDefinition | undefined) =>
    new URL(program?.landingUrl ?? "about:blank").href;
  try {
    const stored = await book.open();
    const open = stored.filter((program) => isOpen(program, now)).map(({ program }) => program);
    return { open, fallback: hrefOf(open[0] ?? stored[0]?.program) };
  } catch (error) {
    log.warn("share link opened by the configuration: the store did not answer", { error: nameOf(error) });
    return { open: options.programs, fallback: hrefOf(options.programs[0]) };
  }
}

async function activeCode(engine: Engine, text: string): Promise<CodeLink | null> {
  // A code that cannot be one is looked up all the same, so that every answer takes as long.
  const code = readCode(text) ?? "-";
  try {
    const found = await engine.store.codes.linkOf(code);
    return found?.status === "active" ? found : null;
  } catch (error) {
    engine.log.warn("share link opened without its code: the store did not answer", { error: nameOf(error) });
    return null;
  }
}

async function recordClick(
  engine: Engine,
  { code, programId }: CodeLink,
  { ip, userAgent }: ShareLinkVisit["visitor"],
  fields: Pick<Click, "subIds" | "clickIds">,
): Promise<void> {
  const { clock, ids, store, log } = engine;
  const clickedAt = clock.now();
  try {
    const key = await store.clicks.visitorKey(dayName(clickedAt), () =>
      Buffer.from(ids.bytes(32)).toString("base64url"),
    );
    await store.clicks.record({
      id: ids.id("click"),
      code,
      programId,
      // 128 bits tell a day's visitors apart.
      visitor: keyedHash(key, "visitor", `${ip}|${userAgent}`).slice(0, 32),
      hour: startOfHour(clickedAt),
      clickedAt,
      channel: fields.subIds.s1 ?? null,
      ...fields,
      kind: clickKind(userAgent),
    });
  } catch (error) {
    const lost = countLostClick(engine);
    log.warn("click lost: the store did not take it", { code, error: nameOf(error), lost });
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
