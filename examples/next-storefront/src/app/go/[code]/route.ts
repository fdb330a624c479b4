import { goRoute } from "@goodword/storefront/next";

export const dynamic = "force-dynamic";

/** Share links: https://our.shop/go/friend-7kq2mxwpb */
export const GET = goRoute({
  backendUrl: process.env.MEDUSA_BACKEND_URL,
  fallbackUrl: "/",
  // No proxy stands before the demo.
  trustProxy: 0,
});
