import type { Order } from "../../order/order";
import { nameKey } from "../../person/name-key";
import type { Engine } from "../../ports/ports";
import type { Stores } from "../../ports/store";
import { isOpen } from "../../program/choose-program";
import type { Program } from "../../program/program";
import type { StoredProgram } from "../../program/stored-program";
import type { AttributionRules, Evidence, EvidenceKind, Touch } from "../../referral/attribution";
import { claimHash } from "../../referral/claim";
import { type ReferralCode, readCode } from "../../referral/code";
import type { Referral } from "../../referral/referral";
import type { Draft } from "../queue/draft";
import { isAboutCount } from "./convert";

/** What the database knows of the hints that a batch of orders carries. */
export interface Leads {
  readonly byClaim: ReadonlyMap<string, Referral>;
  readonly byBenefitCode: ReadonlyMap<string, Referral>;
  readonly codes: ReadonlyMap<string, ReferralCode>;
  /** Codes of those who agreed to be named so, by what was typed. */
  readonly named: ReadonlyMap<string, readonly ReferralCode[]>;
  readonly programs: readonly StoredProgram[];
}

/** Whether an order names an advocate in any way; without that its buyer's history need not be asked for. */
export function carriesEvidence(order: Order): boolean {
  return (
    order.claim !== null ||
    order.referredBy !== null ||
    order.cookie !== null ||
    order.promotionCodes.length > 0
  );
}

/** Reads all hints of a batch, a statement for each kind that occurs. */
export async function readLeads(
  stores: Stores,
  draft: Draft,
  orders: readonly Order[],
  programs: readonly StoredProgram[],
): Promise<Leads> {
  const hashes = orders.flatMap(({ claim }) => (claim === null ? [] : [claimHash(claim)]));
  const claimed = await stores.referrals.byClaimHashes(hashes);
  const byBenefit = await stores.referrals.byBenefitCodes(orders.flatMap((order) => order.promotionCodes));
  draft.knowReferrals([...claimed, ...byBenefit]);
  const typed = orders.flatMap(({ referredBy, cookie }) => [referredBy, cookie?.code]);
  const readable = typed.flatMap((text) => (text && readCode(text)) || []);
  const codes = new Map((await stores.codes.byCodes(unique(readable))).map((code) => [code.code, code]));
  return {
    byClaim: new Map(claimed.map((referral) => [referral.claimHash ?? "", referral])),
    byBenefitCode: new Map(byBenefit.map((referral) => [referral.benefitCode ?? "", referral])),
    codes,
    named: await readNames(stores, orders, codes, programs),
    programs,
  };
}

async function readNames(
  stores: Stores,
  orders: readonly Order[],
  codes: ReadonlyMap<string, ReferralCode>,
  programs: readonly StoredProgram[],
): Promise<Map<string, ReferralCode[]>> {
  const named = new Map<string, ReferralCode[]>();
  const program = programs.find((stored) => stored.program.nameShare)?.program;
  if (program === undefined) return named;
  for (const { referredBy } of orders) {
    if (referredBy === null || codes.has(readCode(referredBy) ?? "-")) continue;
    const key = nameKey(referredBy);
    if (key === null || named.has(key)) continue;
    named.set(key, await stores.codes.primary(program.id, await stores.participants.named(key)));
  }
  return named;
}

/** Everything that speaks for somebody having sent an order's buyer, valid or not. */
export async function evidenceOf(
  engine: Engine,
  stores: Stores,
  draft: Draft,
  leads: Leads,
  order: Order,
  buyerId: string,
): Promise<Evidence[]> {
  const found: Evidence[] = await bindingEvidence(engine, stores, draft, buyerId);
  const known = async (kind: EvidenceKind, referral: Referral | undefined) => {
    if (referral !== undefined) found.push(await touchOfReferral(engine, stores, draft, kind, referral));
  };
  for (const code of order.promotionCodes) await known("code", leads.byBenefitCode.get(code));
  if (order.claim !== null) await known("claim", leads.byClaim.get(claimHash(order.claim)));
  if (order.referredBy !== null) found.push(...ofTyped(leads, order, order.referredBy));
  if (order.cookie !== null) {
    const { code, at } = order.cookie;
    found.push(ofCode(leads, "cookie", code, at, order.placedAt));
  }
  return found;
}

/** That a buyer is bound to an advocate already. A relation that was rejected binds nobody. */
export async function bindingEvidence(
  engine: Engine,
  stores: Stores,
  draft: Draft,
  buyerId: string,
): Promise<Touch[]> {
  const found: Touch[] = [];
  for (const { referralId, until } of draft.bindingsOf(buyerId)) {
    const referral = draft.referral(referralId);
    if (referral === null || isOver(referral)) continue;
    found.push({ ...(await touchOfReferral(engine, stores, draft, "binding", referral)), until });
  }
  return found;
}

function isOver({ state, reasons }: Referral): boolean {
  return state === "rejected" && !reasons.every(isAboutCount);
}

async function touchOfReferral(
  engine: Engine,
  stores: Stores,
  draft: Draft,
  kind: EvidenceKind,
  known: Referral,
): Promise<Touch> {
  const referral = draft.referral(known.id) ?? known;
  const { programId, programVersion } = referral;
  const program = await engine.book.version(programId, programVersion, stores.programs);
  const touchedAt = kind === "binding" ? (referral.convertedAt ?? referral.claimedAt) : referral.claimedAt;
  return {
    kind,
    referral,
    advocateId: referral.advocateId,
    code: referral.code,
    programId,
    programVersion,
    touchedAt,
    rules: rulesOf(program),
  };
}

function ofTyped(leads: Leads, order: Order, text: string): Evidence[] {
  const code = readCode(text);
  const key = nameKey(text);
  const people = key === null ? undefined : leads.named.get(key);
  if (people === undefined || (code !== null && leads.codes.has(code))) {
    return [ofCode(leads, "code", text, order.placedAt, order.placedAt)];
  }
  const [named, ...others] = people;
  const base = { kind: "name", code: named?.code ?? "", touchedAt: order.placedAt } as const;
  const stored = leads.programs.find(({ program }) => program.id === named?.programId);
  if (named === undefined) return [{ ...base, lost: "name-unknown" }];
  if (others.length > 0) return [{ ...base, lost: "name-ambiguous" }];
  if (stored === undefined || !isOpen(stored, order.placedAt)) return [{ ...base, lost: "program-closed" }];
  return [touchOf(base, named.participantId, stored.program)];
}

function ofCode(leads: Leads, kind: "code" | "cookie", text: string, at: Date, now: Date): Evidence {
  const code = leads.codes.get(readCode(text) ?? "-");
  const base = { kind, code: code?.code ?? text, touchedAt: at };
  const stored = leads.programs.find(({ program }) => program.id === code?.programId);
  if (code === undefined || stored === undefined) return { ...base, lost: "code-unknown" };
  const programId = stored.program.id;
  if (code.status === "disabled") return { ...base, programId, lost: "code-disabled" };
  if (!isOpen(stored, now)) return { ...base, programId, lost: "program-closed" };
  return touchOf(base, code.participantId, stored.program);
}

function touchOf(
  base: { kind: EvidenceKind; code: string; touchedAt: Date },
  advocateId: string,
  program: Program,
): Evidence {
  const { id: programId, version: programVersion } = program;
  return { ...base, referral: null, advocateId, programId, programVersion, rules: rulesOf(program) };
}

export function rulesOf(program: Program): AttributionRules {
  return { windowDays: program.attributionWindowDays, touch: program.attributionTouch ?? "last" };
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
