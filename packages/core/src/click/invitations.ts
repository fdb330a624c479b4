/**
 * Most invitations of one advocate that count on a day (UTC). An invitation is a network from which a person opened
 * one of the advocate's links that day: a browser can call itself anything, and one connection has many addresses.
 */
export const mostInvitationsADay = 20;
