import { GoodwordError } from "@goodword/core";

/** Background and text of the one control, on light and on dark; `#rrggbb`. */
export interface BrandColours {
  readonly accent: string;
  readonly onAccent: string;
  readonly accentDark: string;
  readonly onAccentDark: string;
}

const DEFAULT_ACCENT = "#1f5c4a";
/** The card's background in the templates' dark style. */
const DARK_CARD = "#1e1d1b";

/**
 * The accent with a text colour that can be read on it, and a lighter one where it would vanish on a dark card
 * (WCAG 2.2: 1.4.3 and 1.4.11). `accent` is `#rgb` or `#rrggbb`; throws `GW_MAIL_CONFIG` otherwise.
 */
export function brandColours(accent: string = DEFAULT_ACCENT): BrandColours {
  if (!/^#([0-9a-f]{3}|[0-9a-f]{6})$/i.test(accent)) {
    throw new GoodwordError("GW_MAIL_CONFIG", "brand.accent must be a colour like #1f5c4a.", {
      action: "fix-config",
    });
  }
  const light = accent.length === 4 ? accent.replace(/[0-9a-f]/gi, "$&$&") : accent;
  let dark = light;
  while (contrast(dark, DARK_CARD) < 3) dark = lighter(dark);
  return { accent: light, onAccent: textOn(light), accentDark: dark, onAccentDark: textOn(dark) };
}

/** WCAG 2.2 contrast ratio of two `#rrggbb` colours, 1 to 21. */
export function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

function textOn(background: string): string {
  return contrast("#ffffff", background) >= 4.5 ? "#ffffff" : "#000000";
}

/** A tenth of the way to white, at least one step a channel, so that it always gets there. */
function lighter(colour: string): string {
  const hex = channels(colour).map((value) => Math.min(255, value + Math.ceil((255 - value) / 10)));
  return `#${hex.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channels(colour).map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function channels(colour: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
}
