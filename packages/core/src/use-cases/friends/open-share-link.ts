import type { Visit } from "../../click/click";
import { clickIdsOf, subIdsOf } from "../../click/click-fields";
import { clickKind } from "../../click/click-kind";
import { dayName, startOfHour } from "../../click/click-time";
import { networkOf } from "../../click/network";
import { keyedHash } from "../../person/identity";
import type { Engine } from "../../ports/ports";
import { isOpen } from "../../program/choose-program";
import type { ProgramDefinition } from "../../program/program";
import type { StoredProgram } from "../../program/stored-program";
import { type CodeLink, readCode } from "../../referral/code";
import { countLostClick } from "./click-losses";

export interface ShareLinkVisit {
  readonly code: string;
  readonly visitor: { readonly ip: string; readonly userAgent: string };
  /** False for HEAD and for prefetching. */
  readonly record: boolean;
  /** False where too many unknown codes were asked for: every code is then answered like an unknown one. */
  readonly lookUp?: boolean;
  /** What the link carried; the sub-IDs s1…s5 go on, and the click ids that the program preserves. */
  readonly query: Readonly<Record<string, string | undefined>>;
}

export interface OpenedLink {
  readonly location: string;
  /** Whether the code leads anywhere; null where that was not found out. */
  readonly isKnown: boolean | null;
}

/**
 * Where a share link leads: a program's landing page and nowhere else. A code that is unknown, disabled,
 * unreadable or of a program that is not open leads to the first one's, without a reference. While the database is
 * away every link leads there with the code it came with: the friend still wants the shop, which asks for the offer
 * again, and the advocate is not forgotten.
 */
export async function openShareLink(engine: Engine, visit: ShareLinkVisit): Promise<OpenedLink> {
  const { open, fallback } = await destinations(engine);
  if (visit.lookUp === false) return { location: fallback, isKnown: null };
  const subIds = subIdsOf(visit.query);
  const programs = new Map(
    open.map(({ id, preservedClickIds = [] }) => [id, clickIdsOf(visit.query, preservedClickIds)]),
  );
  const code = await codeOf(engine, visit, { subIds, programs });
  const program =
    code !== "unanswered" && code?.status === "active"
      ? open.find(({ id }) => id === code.programId)
      : undefined;
  if (code === "unanswered") return { location: unproven(fallback, visit), isKnown: null };
  if (code === null || program === undefined) return { location: fallback, isKnown: false };
  const parameters = { ref: code.code, ...subIds, ...programs.get(program.id) };
  return { location: withParameters(program.landingUrl, parameters), isKnown: true };
}

/**
 * Where a share link leads when its code was not found in time. Asks nothing of the store, and goes by the programs as
 * they were last read.
 */
export async function landingPage(
  { book, clock, options }: Engine,
  visit: Pick<ShareLinkVisit, "code" | "lookUp" | "query">,
): Promise<{ location: string }> {
  const known = book.known();
  const fallback = known === null ? hrefOf(options.programs[0]) : destinationsOf(known, clock.now()).fallback;
  return { location: visit.lookUp === false ? fallback : unproven(fallback, visit) };
}

/** With a code that nobody looked up; the storefront gets no offer for one that is unknown. */
function unproven(landing: string, { code, query }: Pick<ShareLinkVisit, "code" | "query">): string {
  const ref = readCode(code);
  return ref === null ? landing : withParameters(landing, { ref, ...subIdsOf(query) });
}

function withParameters(landing: string, parameters: Readonly<Record<string, string>>): string {
  const url = new URL(landing);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}

interface Destinations {
  readonly open: readonly ProgramDefinition[];
  /** Where every other link leads. */
  readonly fallback: string;
}

async function destinations({ book, clock, log, options }: Engine): Promise<Destinations> {
  try {
    return destinationsOf(await book.open(), clock.now());
  } catch (error) {
    log.warn("share link opened by the configuration: the store did not answer", { error: nameOf(error) });
    return { open: options.programs, fallback: hrefOf(options.programs[0]) };
  }
}

function destinationsOf(stored: readonly StoredProgram[], now: Date): Destinations {
  const open = stored.filter((program) => isOpen(program, now)).map(({ program }) => program);
  return { open, fallback: hrefOf(open[0] ?? stored[0]?.program) };
}

function hrefOf(program: ProgramDefinition | undefined): string {
  return new URL(program?.landingUrl ?? "about:blank").href;
}

type Fields = Pick<Visit, "subIds" | "programs">;

/** What the visitor's code leads to. A click that the store does not take is lost, and leads on all the same. */
async function codeOf(
  engine: Engine,
  visit: ShareLinkVisit,
  fields: Fields,
): Promise<CodeLink | null | "unanswered"> {
  const { store, log } = engine;
  // A code that cannot be one is looked up all the same, so that every answer takes as long.
  const code = readCode(visit.code) ?? "-";
  let refused: { readonly error: unknown } | null = null;
  if (visit.record) {
    try {
      return await store.clicks.visit(await visitOf(engine, code, visit.visitor, fields));
    } catch (error) {
      refused = { error };
    }
  }
  try {
    const link = await store.codes.linkOf(code);
    if (refused !== null && link?.status === "active" && fields.programs.has(link.programId)) {
      const lost = countLostClick(engine);
      log.warn("click lost: the store did not take it", { code, error: nameOf(refused.error), lost });
    }
    return link;
  } catch (error) {
    log.warn("share link opened without its code: the store did not answer", { error: nameOf(error) });
    return "unanswered";
  }
}

async function visitOf(
  { clock, ids, store }: Engine,
  code: string,
  { ip, userAgent }: ShareLinkVisit["visitor"],
  fields: Fields,
): Promise<Visit> {
  const clickedAt = clock.now();
  const key = await store.clicks.visitorKey(dayName(clickedAt), () =>
    Buffer.from(ids.bytes(32)).toString("base64url"),
  );
  return {
    id: ids.id("click"),
    code,
    // 128 bits tell a day's visitors apart.
    visitor: keyedHash(key, "visitor", `${ip}|${userAgent}`).slice(0, 32),
    network: keyedHash(key, "network", networkOf(ip)).slice(0, 32),
    hour: startOfHour(clickedAt),
    clickedAt,
    channel: fields.subIds.s1 ?? null,
    kind: clickKind(userAgent),
    ...fields,
  };
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
