import type { onePersonEn } from "./one-person-en";

export const onePersonDe: typeof onePersonEn = {
  heading: "Vielleicht dieselbe Person",
  intro:
    "Einträge, die nach derselben Person aussehen. Sie bleiben getrennt, bis du entscheidest oder die Person es nachweist.",
  empty: "Keine zwei Einträge sehen nach derselben Person aus",
  emptyNext:
    "Ein Paar kommt hierher, wenn eine Bestellung ein fremdes Konto oder eine fremde Adresse nennt. Das kann jeder.",
  known: "Bekannt seit {{date}}",
  order: "Bestellung #{{number}} hat es gezeigt",
  reason: {
    "order-names-account":
      "Eine Bestellung des einen nennt das Konto des anderen, ohne dass jemand angemeldet war.",
    "account-address-is-anothers": "Das Konto des einen hat die Adresse des anderen.",
    "logged-in-with-anothers-address": "Angemeldet als der eine wurde mit der Adresse des anderen bestellt.",
  },
  merge: "Es ist eine Person",
  separate: "Es sind zwei Personen",
  ask: "Person fragen",
  askAgain: "Noch einmal fragen",
  mergeTitle: "Ist es eine Person?",
  mergeText:
    "Der zuerst bekannte Eintrag behält alles: Links, Codes, Geworbene, Prämien, Guthaben und Mails von beiden. Prämien aus Bestellungen des jeweils anderen warten auf dich. Auf der Seite der Empfehlenden kannst du es zurücknehmen.",
  separateTitle: "Sind es zwei Personen?",
  separateText: "Beide behalten, was ihnen gehört, und das Paar wird nicht mehr gezeigt.",
  askTitle: "Die Person per Mail fragen?",
  askText:
    "An die Adresse des einen Eintrags geht ein Link, an die des anderen eine Nummer. Wer beide Mails lesen kann, weist nach, dass es eine Person ist. Keine der Mails nennt die andere Adresse, und ohne Antwort ändert sich nichts.",
  askAgainText: "Link und Nummer der vorigen Mails gelten dann nicht mehr.",
  asked: "Am {{date}} von {{name}} gefragt, wartet bis {{until}}",
  askedEnded: "Am {{date}} von {{name}} gefragt, ohne Antwort",
  missing: "Um die Person per Mail zu fragen, ergänze in den Einstellungen von Goodword: {{needs}}.",
  need: {
    publicUrl: "die Option publicUrl",
    mail: "einen Weg für Mails (smtp oder einen Anbieter für E-Mail)",
  },
  cancel: "Abbrechen",
  done: {
    merge: "Es ist jetzt eine Person",
    separate: "Es bleiben zwei Personen",
    ask: "Beide Mails sind unterwegs",
  },
  refused: {
    decided: "Jemand anderes hat inzwischen entschieden. Jetzt siehst du, wie es ist.",
    "asked-enough": "Es wurde dreimal gefragt; öfter geht es nicht.",
    "no-address": "Der Shop kennt zu einem der beiden keine nachgewiesene Adresse.",
    "not-offered": "Zum Fragen per Mail fehlt noch etwas. Sieh in die Einstellungen von Goodword.",
    "merge-later": "Zuerst muss eine spätere Zusammenlegung dieses Eintrags zurückgenommen werden.",
  },
  merges: "Zusammengelegte Einträge",
  joined: "Am {{date}} von {{name}} hiermit zusammengelegt",
  taken: "Am {{date}} von {{name}} zurückgenommen",
  proved:
    "Von der Person selbst am {{date}} per Mail nachgewiesen: Link und Nummer kamen aus beiden Postfächern.",
  undo: "Zurücknehmen",
  undoTitle: "Diese Zusammenlegung zurücknehmen?",
  undoText:
    "Der andere Eintrag kommt mit allem wieder, was verschoben wurde, so wie es jetzt ist, samt Guthaben und dem, was seine Links seitdem verdient haben. Alles andere seitdem bleibt hier. Das Paar wird nicht mehr gezeigt.",
  undone: "Die Zusammenlegung ist zurückgenommen",
};
