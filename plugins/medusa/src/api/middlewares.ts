import {
  defineMiddlewares,
  type MedusaNextFunction,
  type MedusaRequest,
  type MedusaResponse,
} from "@medusajs/framework/http";
import { ContainerRegistrationKeys } from "@medusajs/framework/utils";
import { goodwordModuleOf } from "../goodword-of";
import { reviewCart } from "../review-cart";
import { noteLogin } from "./note-login";

/** Medusa tells of no code that is put on a cart or taken off it, and the friend's benefit may depend on it. */
function reviewAfterwards(request: MedusaRequest, response: MedusaResponse, next: MedusaNextFunction): void {
  response.once("finish", () => {
    if (response.statusCode >= 300) return;
    reviewCart(request.scope, String(request.params.id)).catch((error: Error) => {
      request.scope
        .resolve(ContainerRegistrationKeys.LOGGER)
        .warn(`[goodword] cart not reviewed: ${error.message}`);
    });
  });
  next();
}

/** Background work lets it go first. */
function goFirst(request: MedusaRequest, response: MedusaResponse, next: MedusaNextFunction): void {
  goodwordModuleOf(request.scope).checkouts.begin(response);
  next();
}

export default defineMiddlewares({
  routes: [
    // A signature covers the bytes as they came.
    {
      matcher: "/goodword/content",
      method: ["POST"],
      bodyParser: { preserveRawBody: true, sizeLimit: "1mb" },
    },
    { matcher: "/store/carts/:id/promotions", method: ["POST", "DELETE"], middlewares: [reviewAfterwards] },
    { matcher: "/store/carts/:id/complete", method: ["POST"], middlewares: [goFirst, noteLogin] },
    { matcher: "/store/carts/:id/customer", method: ["POST"], middlewares: [noteLogin] },
  ],
});
