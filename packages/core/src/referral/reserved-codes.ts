/** Paths and names of the shop's systems, and words that would speak for the shop; without dashes. */
const reserved: ReadonlySet<string> = new Set(
  `about account accounts admin administrator anonymous api app apps assets auth basket cart category checkout
  claim collection collections contact contentmanager cookies customer customers dashboard email false favicon
  files forgotpassword ftp go graphql health healthz help home hooks images impressum imprint index invoice
  legal login logout mail manifest media metrics moderator null oauth official order orders password payment
  payments postback privacy products profile public register reset resetpassword rest robots root search
  security settings signin signout signup sitemap smtp staff static status store support system terms true
  undefined unsubscribe uploads user users webhook webhooks wellknown wishlist www`
    .toUpperCase()
    .split(/\s+/),
);

/** Whether a code is kept for the shop itself, in any case and with dashes anywhere. */
export function isReservedCode(code: string): boolean {
  return reserved.has(code.toUpperCase().replaceAll("-", ""));
}
