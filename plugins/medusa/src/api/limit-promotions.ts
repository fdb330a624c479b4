import { clientAddress, type Entered, hopsOf, tooManyRequests } from "@goodword/api";
import { hasMintedForm } from "@goodword/core";
import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { ContainerRegistrationKeys } from "@medusajs/framework/utils";
import { goodwordModuleOf } from "../goodword-of";
import { customerOf } from "../mount";

/**
 * Limits guesses at the codes that Goodword mints, wherever Medusa takes a code. The route is the shop's own: only
 * codes of our form are counted, only those that did nothing, and only requests that carry one are ever refused. What
 * the shop's own codes are called is no concern of ours.
 */
export async function limitPromotions(
  request: MedusaRequest,
  response: MedusaResponse,
  next: MedusaNextFunction,
): Promise<void> {
  const codes = mintedCodes(request.body);
  const { limiter, options } = goodwordModuleOf(request.scope);
  if (codes.length === 0 || !options.limits.promotions) return next();
  const entry = await limiter.enter({
    address: clientAddress(hopsOf(request), options.trustProxy),
    cart: request.params.id,
    account: customerOf(request) ?? undefined,
    may: ["mistyped"],
    subject: codes.join(" "),
  });
  if (entry.refused) {
    const { status, headers, body } = tooManyRequests(entry.retryAfter);
    response.status(status).set(headers).json(body);
    return;
  }
  countAfterwards(request, response, codes, entry);
  next();
}

function countAfterwards(
  request: MedusaRequest,
  response: MedusaResponse,
  codes: readonly string[],
  entry: Entered,
): void {
  let cart: unknown;
  const { json } = response;
  response.json = (body) => {
    cart = (body as { cart?: unknown } | null)?.cart;
    return json.call(response, body);
  };
  // Also when the shopper hung up.
  response.once("close", () => {
    const found = response.statusCode < 400 ? hasAll(request, cart, codes) : Promise.resolve(false);
    found.catch(() => true).then((isFound) => entry.leave(isFound ? "found" : "mistyped"));
  });
}

/** Whether all of these codes are on the cart. A shopper chooses which fields of it are answered. */
async function hasAll(request: MedusaRequest, answered: unknown, codes: readonly string[]): Promise<boolean> {
  const cart = answered as { id?: unknown; promotions?: { code?: unknown }[] } | undefined;
  let promotions = cart?.promotions;
  if (!Array.isArray(promotions)) {
    const id = request.params.id ?? cart?.id;
    if (typeof id !== "string") return false;
    const query = request.scope.resolve(ContainerRegistrationKeys.QUERY);
    const { data } = await query.graph({ entity: "cart", fields: ["promotions.code"], filters: { id } });
    promotions = (data[0]?.promotions ?? []) as { code?: unknown }[];
  }
  const present = new Set(promotions.map((promotion) => promotion?.code));
  return codes.every((code) => present.has(code));
}

function mintedCodes(body: unknown): string[] {
  const codes = (body as { promo_codes?: unknown } | null | undefined)?.promo_codes;
  if (!Array.isArray(codes)) return [];
  return codes.filter((code): code is string => typeof code === "string" && hasMintedForm(code));
}
