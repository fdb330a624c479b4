import {
  defineMiddlewares,
  type MedusaNextFunction,
  type MedusaRequest,
  type MedusaResponse,
} from "@medusajs/framework/http";
import {
  judgeAccountFirst,
  judgeAddressFirst,
  reviewAfterwards,
  reviewFirst,
  reviewNew,
} from "../cart-reviews";
import { goodwordModuleOf } from "../goodword-of";
import { limitPromotions } from "./limit-promotions";

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
    // First, so that what is refused is not reviewed.
    { matcher: "/store/carts", method: ["POST"], middlewares: [limitPromotions, reviewNew] },
    { matcher: "/store/carts/:id", method: ["POST"], middlewares: [limitPromotions] },
    { matcher: "/store/carts/:id/promotions", method: ["POST"], middlewares: [limitPromotions] },
    { matcher: "/store/carts/:id/*", method: ["POST", "DELETE"], middlewares: [reviewAfterwards] },
    { matcher: "/store/carts/:id", method: ["POST"], middlewares: [judgeAddressFirst] },
    { matcher: "/store/carts/:id/customer", method: ["POST"], middlewares: [judgeAccountFirst] },
    { matcher: "/store/carts/:id/complete", method: ["POST"], middlewares: [goFirst, reviewFirst] },
  ],
});
