import { type Channel, openClient } from "./channel";

export const telegram: Channel = {
  name: "telegram",
  label: () => "Telegram",
  available: () => true,
  // Telegram puts `url` before `text`, so the whole message goes into `url`: the disclosure stays first.
  send: ({ message }) => openClient(`https://t.me/share/url?url=${encodeURIComponent(message)}`),
};
