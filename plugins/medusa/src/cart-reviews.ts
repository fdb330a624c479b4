import { GoodwordError } from "@goodword/core";
import type {
  AuthenticatedMedusaRequest,
  MedusaNextFunction,
  MedusaRequest,
  MedusaResponse,
} from "@medusajs/framework/http";
import { ContainerRegistrationKeys, MedusaError, Modules } from "@medusajs/framework/utils";
import { goodwordOf } from "./goodword-of";
import { noteLogin } from "./note-login";
import { concernsUs, isNobodys, reviewCart } from "./review-cart";
import { within } from "./within";

/** Milliseconds that a shopper waits for us at most. */
const patience = 300;

/** Medusa tells of no code that is put on a cart or taken off it, and the friend's benefit may depend on it. */
export function reviewAfterwards(
  request: MedusaRequest,
  response: MedusaResponse,
  next: MedusaNextFunction,
): void {
  response.once("finish", () => {
    if (response.statusCode >= 300) return;
    reviewCart(request.scope, cartIdOf(request)).catch((error: Error) => warn(request, error));
  });
  next();
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
    inTime(request, () => reviewCart(request.scope, cartIdOf(request), { completing: true })),
  ]);
  const isRefused = !isReviewed && (await isNobodys(request.scope, cartIdOf(request)).catch(() => false));
  if (!isRefused) return next();
  const message =
    "email: the cart has a friend's discount and no e-mail address yet; give one and complete the cart again";
  next(new MedusaError(MedusaError.Types.INVALID_DATA, message));
}

/** Judges the address that a cart is about to get, so that the answer still shows the discount to a friend. */
export async function judgeAddressFirst(
  request: MedusaRequest,
  _response: MedusaResponse,
  next: MedusaNextFunction,
): Promise<void> {
  const email = (request.body as { email?: unknown } | undefined)?.email;
  if (typeof email === "string" && email.length <= 320) {
    await inTime(request, () => expect(request, { email }));
  }
  next();
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
  if (await concernsUs(request.scope, cartId))
    await goodwordOf(request.scope).expectAddress({ cartId, ...who });
}

/**
 * A checkout never fails, nor waits for long, because of a referral.
 * @returns whether the work was done in time
 */
async function inTime(request: MedusaRequest, work: () => Promise<unknown>): Promise<boolean> {
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
