/** Words of records that may be one person: what staff decide, how a person is asked, and merges taken back. */
export const onePersonEn = {
  heading: "Perhaps one person",
  intro: "Records that look like one person. They stay apart until you decide, or the person proves it.",
  empty: "No two records look like one person",
  emptyNext:
    "A pair comes here when an order names somebody else's account or address, which anybody can do.",
  known: "Known since {{date}}",
  order: "Order #{{number}} showed it",
  reason: {
    "order-names-account": "An order of one carries the account of the other, and nobody was logged in.",
    "account-address-is-anothers": "The account of one has the address of the other.",
    "logged-in-with-anothers-address": "Logged in as one, somebody ordered with the address of the other.",
  },
  merge: "They are one person",
  separate: "They are two people",
  ask: "Ask the person",
  askAgain: "Ask again",
  mergeTitle: "Are they one person?",
  mergeText:
    "The record known first keeps everything: links, codes, friends, rewards, balance and mails of both. Rewards that one earned by the other's orders wait for you. You can undo it on the advocate's page.",
  separateTitle: "Are they two people?",
  separateText: "Each keeps what is theirs, and the pair is not shown again.",
  askTitle: "Ask the person by mail?",
  askText:
    "One record's address gets a link, the other's a number. Whoever can read both mails proves that they are one person. Neither mail names the other address, and nothing changes without an answer.",
  askAgainText: "The link and the number of the mails before work no more.",
  asked: "Asked by {{name}} on {{date}}, waits until {{until}}",
  askedEnded: "Asked by {{name}} on {{date}}, without an answer",
  missing: "To ask the person by mail, add what is missing in the settings of Goodword: {{needs}}.",
  need: { publicUrl: "the option publicUrl", mail: "a way to send mail (smtp, or a provider for e-mail)" },
  cancel: "Cancel",
  done: {
    merge: "They are one person now",
    separate: "They stay two people",
    ask: "Both mails are on their way",
  },
  refused: {
    decided: "Somebody else decided this meanwhile. What you see now is how it is.",
    "asked-enough": "It was asked three times, which is the most.",
    "no-address": "The shop has no proven address of one of the two to write to.",
    "not-offered": "Something is missing for asking by mail. See the settings of Goodword.",
    "merge-later": "A later merge of this record has to be undone first.",
  },
  merges: "Joined records",
  joined: "Joined with this record by {{name}} on {{date}}",
  taken: "Undone by {{name}} on {{date}}",
  proved: "The person proved it by mail on {{date}}: link and number came from the two mailboxes.",
  undo: "Undo",
  undoTitle: "Take this merge back?",
  undoText:
    "The other record comes back with what was moved, as it is now, with its balance and with what its links earned since. Everything else since then stays here. The pair is not shown again.",
  undone: "The merge was taken back",
};
