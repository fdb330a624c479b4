/** What the demo shop sells. Prices are in major units, the same with tax as without. */
export const products = [
  {
    handle: "mug",
    title: "Stoneware mug",
    subtitle: "Thrown and glazed by hand",
    description:
      "A generous 350 ml mug in warm speckled stoneware. The walls are thick enough to keep coffee hot through a long first page, the handle takes three fingers. Safe in the dishwasher and the microwave.",
    material: "Stoneware",
    weight: 420,
    prices: { eur: 24, usd: 26 },
  },
  {
    handle: "tea",
    title: "Morning tea",
    subtitle: "Black tea with bergamot and orange peel",
    description:
      "A loose-leaf breakfast blend from two small gardens in Assam and Sri Lanka, lifted with bergamot and dried orange peel. Strong enough for milk, bright enough without. 100 g makes about forty cups.",
    material: "Loose-leaf tea",
    weight: 140,
    prices: { eur: 12.5, usd: 14 },
  },
  {
    handle: "notebook",
    title: "Linen notebook",
    subtitle: "Lies flat, page after page",
    description:
      "192 dotted pages of uncoated 100 g paper, thread-sewn so that every spread lies flat, bound in undyed linen. A ribbon keeps your place; an inside pocket keeps what you pick up on the way.",
    material: "Linen, paper",
    weight: 310,
    prices: { eur: 18, usd: 20 },
  },
];

export const regions = [
  {
    name: "Europe",
    currency: "eur",
    countries: ["at", "be", "de", "dk", "es", "fr", "gb", "ie", "it", "nl", "se"],
  },
  { name: "United States", currency: "usd", countries: ["us"] },
];

export const deliveries = [
  {
    name: "Standard",
    code: "standard",
    description: "With you in 3–5 working days.",
    prices: { eur: 4.9, usd: 5.9 },
  },
  {
    name: "Express",
    code: "express",
    description: "With you the day after tomorrow.",
    prices: { eur: 9.9, usd: 12.9 },
  },
];
