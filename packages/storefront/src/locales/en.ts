import type { Words } from "./words";

export const en: Words = {
  share: "Share",
  copied: "Copied",
  copyByHand: "Your link is selected. Copy it with your keyboard or menu.",
  controls: "Share with a friend",
  edit: "Read or change the message",
  message: "Your message",
  messageNote: "The first line stays, so your friend knows too.",
  sharedTitle: "Thank you for passing it on.",
  sharedNext: "When your friend orders, we’ll e-mail you your reward.",
  dismissed: "All right, we won’t ask again for now.",
  undo: "Undo",
  claimed: "It’s yours.",
  claimedNext: "Choose something you like; the offer comes off in your cart.",
  declined: "No problem. You can look around all the same.",
  unavailable: "This offer isn’t available.",
  unavailableNext: "You’re welcome to look around all the same.",
  late: "We can’t show this offer right now.",
  lateNext: "Nothing is lost: please open your friend’s link again in a minute.",
  failed: "That didn’t work just now. Please try again.",
};
