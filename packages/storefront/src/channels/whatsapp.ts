import { type Channel, openClient } from "./channel";

export const whatsapp: Channel = {
  name: "whatsapp",
  label: () => "WhatsApp",
  available: () => true,
  send: ({ message }) => openClient(`https://wa.me/?text=${encodeURIComponent(message)}`),
};
