/** A mail to be written in `locale` and sent. Money and texts are already in the locale's words. */
export interface Mail {
  /** The outbox id: the same on each retry, it becomes the Message-ID. */
  readonly id: string;
  readonly to: { readonly address: string; readonly name: string | null };
  /** BCP 47. */
  readonly locale: string;
  readonly content: OrderConfirmationMail | RewardIssuedMail | SamePersonLinkMail | SamePersonNumberMail;
}

export interface OrderConfirmationMail {
  readonly template: "order-confirmation";
  readonly firstName: string | null;
  readonly order: {
    readonly displayId: string;
    readonly lines: readonly { title: string; quantity: number; total: string }[];
    readonly subtotal: string;
    readonly discount: string | null;
    readonly shipping: string;
    /** Null when there is none. */
    readonly tax: string | null;
    readonly total: string;
  };
  /** Null where there is nothing to ask. */
  readonly referral: MailReferral | null;
}

/** The ask in an order's mail. `message` starts with the disclosure. */
export interface MailReferral {
  readonly ask: string;
  readonly reason: string;
  readonly conditions: string;
  readonly disclosure: string;
  readonly link: string;
  readonly message: string;
}

export interface RewardIssuedMail {
  readonly template: "reward-issued";
  readonly firstName: string | null;
  readonly reward: { readonly text: string; readonly code: string; readonly conditions: string };
  readonly shopUrl: string;
}

/**
 * Asks whether another address is this person's too. It names neither the other address nor a person, and goes to one
 * of two mailboxes; the number goes to the other.
 */
export interface SamePersonLinkMail {
  readonly template: "same-person-link";
  /** Leads to the page where the number is typed. */
  readonly link: string;
  /** Until when the link works. */
  readonly until: string;
}

export interface SamePersonNumberMail {
  readonly template: "same-person-number";
  readonly number: string;
  readonly until: string;
}

/** Sends a mail, or throws: `retry`, `fix-config`, or `ignore` when the recipient is refused for good. */
export interface Notifier {
  send(mail: Mail): Promise<void>;
  close(): Promise<void>;
}
