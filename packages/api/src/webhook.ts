import { type Secret, secretsOf } from "@goodword/core";
import { Webhook } from "standardwebhooks";
import { type Reply, refusal } from "./operation";

/**
 * The Standard Webhooks verifier of a shared secret: base64 behind `whsec_`, else its bytes as they are.
 */
function webhookOf(secret: string): Webhook {
  return secret.startsWith("whsec_") ? new Webhook(secret) : new Webhook(secret, { format: "raw" });
}

/** Null when a signature fits one of the secrets and is not older than five minutes; else the reply that refuses it. */
export function verifyWebhook(
  secret: Secret | undefined,
  headers: Readonly<Record<string, string | undefined>>,
  rawBody: unknown,
): Reply | null {
  if (secret === undefined)
    return refusal(404, { code: "GW_NOT_FOUND", message: "no CMS is set up in this shop" });
  const body = Buffer.isBuffer(rawBody) ? rawBody.toString("utf8") : String(rawBody ?? "");
  const signed = {
    "webhook-id": headers["webhook-id"] ?? "",
    "webhook-timestamp": headers["webhook-timestamp"] ?? "",
    "webhook-signature": headers["webhook-signature"] ?? "",
  };
  if (secretsOf(secret).some((one) => fits(one, body, signed))) return null;
  const message =
    "webhook-signature: does not fit the body and the shared secret, or is older than five minutes";
  return { ...refusal(401, { code: "GW_SIGNATURE", message }), outcome: "unsigned" };
}

function fits(secret: string, body: string, signed: Record<string, string>): boolean {
  try {
    webhookOf(secret).verify(body, signed);
    return true;
  } catch {
    return false;
  }
}
