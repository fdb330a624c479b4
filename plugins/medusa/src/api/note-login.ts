import type {
  AuthenticatedMedusaRequest,
  MedusaNextFunction,
  MedusaRequest,
  MedusaResponse,
} from "@medusajs/framework/http";
import { ContainerRegistrationKeys } from "@medusajs/framework/utils";
import { goodwordModuleOf } from "../goodword-of";

/** Milliseconds that a shopper waits for it at most. */
const patience = 100;
const cartIdForm = /^cart_[0-9A-Za-z]{20,40}$/;

/**
 * Notes who is logged in before a cart is completed or becomes theirs. When that fails or takes too long the checkout
 * goes on, and the order has no proof of a login.
 */
export async function noteLogin(
  request: MedusaRequest,
  _response: MedusaResponse,
  next: MedusaNextFunction,
): Promise<void> {
  const cartId = String(request.params.id);
  const { actor_type, actor_id } = (request as Partial<AuthenticatedMedusaRequest>).auth_context ?? {};
  if (actor_type === "customer" && actor_id && cartIdForm.test(cartId)) {
    await Promise.race([noted(request, cartId, actor_id), passed()]);
  }
  next();
}

async function noted(request: MedusaRequest, cartId: string, customerId: string): Promise<void> {
  try {
    await goodwordModuleOf(request.scope).logins.note(cartId, customerId);
  } catch (error) {
    request.scope
      .resolve(ContainerRegistrationKeys.LOGGER)
      .warn(`[goodword] login of ${cartId} not noted: ${(error as Error).name}`);
  }
}

const passed = () => new Promise<void>((go) => setTimeout(go, patience).unref());
