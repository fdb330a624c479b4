import { defineMiddlewares } from "@medusajs/framework/http";

export default defineMiddlewares({
  routes: [
    // A signature covers the bytes as they came.
    {
      matcher: "/goodword/content",
      method: ["POST"],
      bodyParser: { preserveRawBody: true, sizeLimit: "1mb" },
    },
  ],
});
