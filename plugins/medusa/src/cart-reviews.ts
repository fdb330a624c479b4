import { clientAddress, hopsOf, type Outcome } from "@goodword/api";
import { GoodwordError } from "@goodword/core";
import type {
  AuthenticatedMedusaRequest,
  MedusaNextFunction,
  MedusaRequest,
  MedusaResponse,
} from "@medusajs/framework/http";
import { ContainerRegistrationKeys, MedusaError, Modules } from "@medusajs/framework/utils";
import { goodwordModuleOf, goodwordOf } from "./goodword-of";
import { customerOf } from "./mount";
import { noteLogin } from "./note-login";
import { concernsUs, friendsCart, isNobodys } from "./review-cart";
import { within } from "./within";

/** Milliseconds that a shopper waits for us at most. */
const patience = 300;

/**
 * Reviews a cart after a request that changed it. Medusa tells of no code that is put on a cart or taken off it; and
 * reviews that its events bring about judge no buyer, as nobody is counted by then.
 */
export function reviewAfterwards(
  request: MedusaRequest,
  response: MedusaResponse,
  next: MedusaNextFunction,
): void {
  response.once("finish", () => {
    if (response.statusCode >= 300) return;
    review(request, cartIdOf(request)).catch((error: Error) => warn(request, error));
  });
  next();
}

/** The same after the request that makes a cart: its answer names it. Most carts begin without a claim. */
export function reviewNew(request: MedusaRequest, response: MedusaResponse, next: MedusaNextFunction): void {
  if (writtenTo(request).claim !== null) reviewAnswered(request, response);
  next();
}

function reviewAnswered(request: MedusaRequest, response: MedusaResponse): void {
  const { json } = response;
  response.json = (body) => {
    const { id } = (body as { cart?: { id?: unknown } } | null)?.cart ?? {};
    if (typeof id === "string") {
      response.once("finish", () => {
        review(request, id).catch((error: Error) => warn(request, error));
      });
    }
    return json.call(response, body);
  };
}

/**
 * The last review stands before the order. What is not judged in time is judged on the order, and what the cart got
 * since is kept off by the benefit's own binding. Only the order of a cart that nobody's address is on could not be
 * judged: such a cart is not completed with a friend's discount.
 */
export async function reviewFirst(
  request: MedusaRequest,
  _response: MedusaResponse,
  next: MedusaNextFunction,
): Promise<void> {
  // Together, as the shopper waits for both.
  const [, isReviewed] = await Promise.all([
    noteLogin(request),
    // What comes late leaves the cart: its completion is over, and the shopper may have changed it since.
    inTime(request, (signal) => review(request, cartIdOf(request), { completing: true, signal })),
  ]);
  const isRefused = !isReviewed && (await isNobodys(request.scope, cartIdOf(request)).catch(() => false));
  if (!isRefused) return next();
  const message =
    "email: the cart has a friend's discount and no e-mail address yet; give one and complete the cart again";
  next(new MedusaError(MedusaError.Types.INVALID_DATA, message));
}

/**
 * Judges the address that a cart is about to get, so that the answer still shows the discount to a friend. What was
 * not done in time, and a claim that is written beside it, are seen to afterwards.
 */
export async function judgeAddressFirst(
  request: MedusaRequest,
  response: MedusaResponse,
  next: MedusaNextFunction,
): Promise<void> {
  const { email, claim } = writtenTo(request);
  if (email !== null) await inTime(request, () => expect(request, { email }));
  if (email !== null || claim !== null) reviewAfterwards(request, response, next);
  else next();
}

/** The same for a cart that is handed to the account that is logged in. */
export async function judgeAccountFirst(
  request: MedusaRequest & Partial<Pick<AuthenticatedMedusaRequest, "auth_context">>,
  _response: MedusaResponse,
  next: MedusaNextFunction,
): Promise<void> {
  const caller = request.auth_context;
  if (caller?.actor_type === "customer" && caller.actor_id) {
    const noted = noteLogin(request);
    await inTime(request, async () => {
      const { email } = await request.scope.resolve(Modules.CUSTOMER).retrieveCustomer(caller.actor_id, {
        select: ["email"],
      });
      if (email) await expect(request, { email, accountId: caller.actor_id });
    });
    await noted;
  }
  next();
}

async function expect(request: MedusaRequest, who: { email: string; accountId?: string }): Promise<void> {
  const cartId = cartIdOf(request);
  if (!(await concernsUs(request.scope, cartId))) return;
  await counted(request, cartId, ({ isOverLimit }) =>
    isOverLimit ? notRefused : goodwordOf(request.scope).expectAddress({ cartId, ...who }),
  );
}

async function review(
  request: MedusaRequest,
  cartId: string,
  { completing = false, signal }: { completing?: boolean; signal?: AbortSignal } = {},
): Promise<void> {
  const buyer = await friendsCart(request.scope, cartId);
  if (buyer === null) return;
  const { checkouts } = goodwordModuleOf(request.scope);
  const besideAnother = completing && !checkouts.isOnlyOne(cartId, buyer);
  await counted(request, cartId, ({ isOverLimit }) =>
    goodwordOf(request.scope).reviewCart({
      cartId,
      completing,
      besideAnother,
      judgesBuyer: !isOverLimit,
      ...(signal && { signal }),
    }),
  );
}

const notRefused = { isBuyerRefused: false };

/**
 * A discount that goes when an address is written tells whose that is. So each refusal counts against who asked, as at
 * our own routes; above the limits nobody's address is judged. The shopper's own request is never refused.
 */
async function counted(
  request: MedusaRequest,
  cart: string,
  judge: (given: {
    isOverLimit: boolean;
  }) => Promise<{ isBuyerRefused: boolean }> | { isBuyerRefused: boolean },
): Promise<void> {
  const { limiter, options } = goodwordModuleOf(request.scope);
  const entry = await limiter.enter({
    address: clientAddress(hopsOf(request), options.trustProxy),
    cart,
    account: customerOf(request) ?? undefined,
    may: ["refused"],
  });
  if (entry.refused) {
    await judge({ isOverLimit: true });
    return;
  }
  let outcome: Outcome = "failed";
  try {
    outcome = (await judge({ isOverLimit: false })).isBuyerRefused ? "refused" : "found";
  } finally {
    // Nobody waits for it: what is held back is an answer of ours, and this one is the shop's.
    void entry.leave(outcome);
  }
}

/** What a request writes into a cart that its benefit depends on; null where it writes none. */
function writtenTo({ body }: MedusaRequest): { email: string | null; claim: string | null } {
  const { email, metadata } = (body ?? {}) as {
    email?: unknown;
    metadata?: { goodword_claim?: unknown } | null;
  };
  const claim = metadata?.goodword_claim;
  return {
    email: typeof email === "string" && email.length <= 320 ? email : null,
    claim: typeof claim === "string" ? claim : null,
  };
}

/**
 * A checkout never fails, nor waits for long, because of a referral.
 * @returns whether the work was done in time
 */
async function inTime(
  request: MedusaRequest,
  work: (signal: AbortSignal) => Promise<unknown>,
): Promise<boolean> {
  const late = (error: Error) => warn(request, error);
  try {
    if (await within(patience, work, late)) return true;
    warn(request, new GoodwordError("GW_LATE", `not done within ${patience} ms`));
  } catch (error) {
    warn(request, error as Error);
  }
  return false;
}

function cartIdOf({ params }: MedusaRequest): string {
  return String(params.id);
}

/** The text of a foreign error may quote an address; its name cannot, nor can our own errors. */
function warn(request: MedusaRequest, error: Error): void {
  const logger = request.scope.resolve(ContainerRegistrationKeys.LOGGER);
  const reason = error instanceof GoodwordError ? `${error.code} ${error.message}` : error.name;
  logger.warn(`[goodword] cart not reviewed: ${reason}`);
}
