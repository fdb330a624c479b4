import type { Channel } from "./channel";
import { copy } from "./copy";
import { native } from "./native";
import { telegram } from "./telegram";
import { whatsapp } from "./whatsapp";

/** In the order they are shown. */
export const channels: readonly Channel[] = [copy, native, whatsapp, telegram];
