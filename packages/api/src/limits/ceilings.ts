/** What a request turned out to be. Found and failed ones are counted as asked, and no more. */
export type Outcome = "found" | "failed" | Counted;

/**
 * What is counted of its own: `missed` named something that is not there; `refused` asked about a person and got a no;
 * `made` left a row; `unsigned` brought a wrong signature; `clicked` is a share link that was opened; `mistyped` is a
 * code of the form that Goodword mints which did nothing where the host takes codes.
 */
export type Counted = "missed" | "refused" | "made" | "unsigned" | "clicked" | "mistyped";

/** What a request is counted under; a site is what a provider of IPv6 may give one customer, or many. */
export type KeyKind = "address" | "site" | "cart" | "order" | "account";

/** At most so many within a time that begins with the first of them. */
export interface Ceiling {
  readonly most: number;
  readonly seconds: number;
}

type Ceilings = Readonly<Partial<Record<KeyKind, readonly Ceiling[]>>>;

const minute = 60;
const hour = 3_600;
const day = 86_400;
/** An address that stands for all shoppers of a shop has so many times the room of a visitor's; a site has as much. */
export const shopSize = 20;

const within = (perMinute: number, perHour: number): readonly Ceiling[] => [
  { most: perMinute, seconds: minute },
  { most: perHour, seconds: hour },
];

/** An address's ceilings, and those of the site that it is of. */
const addressed = (address: readonly Ceiling[]) => ({
  address,
  site: address.map(({ most, seconds }) => ({ most: most * shopSize, seconds })),
});

/**
 * Guesses are what is limited; who asks for what is there has room for an office, or for the customers of a mobile
 * carrier who share an address. Why each figure is what it is: docs/decisions/018-limits.md.
 */
export const ceilings: Readonly<Record<Counted | "asked", Ceilings>> = {
  asked: {
    address: within(3_000, 30_000),
    cart: within(120, 1_200),
    order: within(120, 1_200),
    account: within(600, 6_000),
  },
  missed: { ...addressed(within(30, 300)), cart: within(20, 100), account: within(30, 300) },
  refused: { ...addressed(within(120, 1_200)), cart: within(30, 150), account: within(30, 150) },
  made: {
    ...addressed([...within(600, 3_000), { most: 10_000, seconds: day }]),
    cart: within(20, 60),
    account: within(20, 60),
  },
  unsigned: addressed(within(10, 60)),
  mistyped: { ...addressed(within(120, 600)), cart: within(20, 60), account: within(20, 60) },
  // A link that is shared widely is opened often: this costs a visit one count.
  clicked: { address: [{ most: 3_000, seconds: hour }] },
};

/** Above these ceilings nothing is refused: a friend who follows a link is led on, and the click is not recorded. */
export const soft: ReadonlySet<Counted> = new Set(["clicked"]);

/** From this part of a ceiling on, whoever misses waits for the answer. */
export const softPart = 0.5;

/** Misses of everybody together in a minute; above it each waits longer, and the log says so. None is refused. */
export const everybody: Ceiling = { most: 3_000, seconds: minute };
