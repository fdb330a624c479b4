import type { Words } from "./words";

export const de: Words = {
  share: "Teilen",
  copied: "Kopiert",
  copyByHand: "Dein Link ist markiert. Kopiere ihn über die Tastatur oder das Menü.",
  controls: "Weiterempfehlen",
  edit: "Nachricht lesen oder ändern",
  message: "Deine Nachricht",
  messageNote: "Die erste Zeile bleibt stehen, damit auch die andere Person Bescheid weiß.",
  sharedTitle: "Danke fürs Weitersagen.",
  sharedNext: "Sobald jemand über deinen Link bestellt, kommt deine Prämie per E-Mail.",
  dismissed: "In Ordnung, wir fragen vorerst nicht wieder.",
  undo: "Rückgängig",
  claimed: "Gehört dir.",
  claimedNext: "Such dir etwas aus; der Vorteil wird im Warenkorb abgezogen.",
  declined: "Kein Problem. Sieh dich gern trotzdem um.",
  unavailable: "Dieses Angebot ist nicht verfügbar.",
  unavailableNext: "Sieh dich gern trotzdem um.",
  late: "Dieses Angebot lässt sich gerade nicht anzeigen.",
  lateNext: "Es geht nichts verloren: Öffne den Link in einer Minute noch einmal.",
  failed: "Das hat gerade nicht geklappt. Bitte versuche es noch einmal.",
};
