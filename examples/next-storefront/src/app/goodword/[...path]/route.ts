import { goodwordRoutes } from "@goodword/storefront/next";

export const dynamic = "force-dynamic";

/** What the elements on our pages ask and answer goes through here, on our own domain. */
export const { GET, POST } = goodwordRoutes({
  backendUrl: process.env.MEDUSA_BACKEND_URL,
  publishableKey: process.env.MEDUSA_PUBLISHABLE_KEY,
  // No proxy stands before the demo.
  trustProxy: 0,
});
