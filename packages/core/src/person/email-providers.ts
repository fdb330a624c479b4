/** How one provider delivers to several spellings of a mailbox. */
interface EmailProvider {
  /** The domain that stands for all of the provider's, where they share their mailboxes. */
  readonly domain?: string;
  /** What begins the part of the local name that is ignored. */
  readonly tag: "+" | "-";
  /** Characters of the local name that are ignored. */
  readonly ignored?: RegExp;
}

const gmail: EmailProvider = { domain: "gmail.com", tag: "+", ignored: /\./g };
const microsoft: EmailProvider = { tag: "+" };
const yahoo: EmailProvider = { tag: "-" };
const icloud: EmailProvider = { domain: "icloud.com", tag: "+" };
const fastmail: EmailProvider = { tag: "+" };
const proton: EmailProvider = { domain: "proton.me", tag: "+", ignored: /[._-]/g };

/**
 * The national domains of a brand, each its own mailboxes under the brand's one rule. A list and no
 * pattern: `live.xx` of a country where the provider does not own it belongs to somebody else, whose
 * `+tag` may be another person.
 */
const national: readonly (readonly [brand: string, provider: EmailProvider, endings: string])[] = [
  ["msn", microsoft, "com"],
  [
    "outlook",
    microsoft,
    `com at be cl co.id co.il co.th com.ar com.au com.br com.gr com.pe com.tr com.vn cz de dk es fr hu ie in
     it jp kr lv my ph pt sa sg sk`,
  ],
  [
    "hotmail",
    microsoft,
    `com be ca ch cl co.id co.il co.jp co.kr co.nz co.th co.uk co.za com.ar com.au com.br com.hk com.tr com.tw
     com.vn cz de dk es fi fr gr hu it lt lv my nl no ph rs se sg sk`,
  ],
  [
    "live",
    microsoft,
    `com at be ca cl cn co.kr co.uk co.za com.ar com.au com.mx com.my com.ph com.pt com.sg de dk fi fr hk ie in
     it jp nl no ru se`,
  ],
  // Not yahoo.co.jp: another company runs it, by other rules.
  [
    "yahoo",
    yahoo,
    `com be ca ch cl co.id co.il co.in co.nz co.th co.uk co.za com.ar com.au com.br com.co com.hk com.mx
     com.my com.pe com.ph com.sg com.tr com.tw com.ve com.vn cz de dk es fi fr gr hu ie in it nl no pl pt ro se`,
  ],
  ["ymail", yahoo, "com"],
];

const providers: ReadonlyMap<string, EmailProvider> = new Map([
  ["gmail.com", gmail],
  ["googlemail.com", gmail],
  ["icloud.com", icloud],
  ["me.com", icloud],
  ["mac.com", icloud],
  ["fastmail.com", fastmail],
  ["proton.me", proton],
  ["protonmail.com", proton],
  ["pm.me", proton],
  ...national.flatMap(([brand, provider, endings]) =>
    endings.split(/\s+/).map((ending) => [`${brand}.${ending}`, provider] as const),
  ),
]);

/** The provider of a domain (lower case, ASCII), by its own documentation; null where its rule is not known. */
export function emailProvider(domain: string): EmailProvider | null {
  return providers.get(domain) ?? null;
}
