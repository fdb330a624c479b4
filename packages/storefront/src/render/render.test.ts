import { offers, prompts } from "../testing/views";
import { previewDocument, promptStyles, renderOffer, renderPrompt } from "./index";

const hostile = `"><img src=x onerror=alert(1)>&'`;
const escaped = "&quot;&gt;&lt;img src=x onerror=alert(1)&gt;&amp;&#39;";

/** A view in which every text is hostile. */
function attack<T extends object>(view: T): T {
  return Object.fromEntries(
    Object.entries(view).map(([key, value]) => [key, typeof value === "string" ? hostile : value]),
  ) as T;
}

it("escapes every text of a prompt, wherever it stands", () => {
  const markup = renderPrompt({ ...attack(prompts.en), message: `${hostile}\n${hostile}` });
  expect(markup).not.toContain("<img");
  expect(markup.split(escaped).length).toBeGreaterThan(10);
});

it("escapes every text of an offer", () => {
  for (const state of ["shown", "failed", "claimed", "declined"] as const) {
    expect(renderOffer(attack(offers.en), { state })).not.toContain("<img");
  }
  expect(renderOffer(null, { locale: hostile })).not.toContain("<img");
});

it("puts the disclosure before the controls, in prompt and offer", () => {
  for (const [markup, { disclosure }] of [
    [renderPrompt(prompts.de), prompts.de],
    [renderPrompt(prompts.de, { state: "shared" }), prompts.de],
    [renderOffer(offers.de), offers.de],
  ] as const) {
    expect(markup.indexOf(disclosure)).toBeGreaterThan(0);
    expect(markup.indexOf(disclosure)).toBeLessThan(markup.indexOf("<button"));
  }
});

it("has no field for a friend's address", () => {
  expect(renderPrompt(prompts.en).match(/<(input|textarea|select|form)\b[^>]*>/g)).toEqual([
    `<textarea part="textarea" rows="3" maxlength="1000" aria-label="Your message">`,
  ]);
});

it("shows native sharing only on request", () => {
  expect(renderPrompt(prompts.en)).not.toContain(`data-share="native"`);
  expect(renderPrompt(prompts.en, { native: true })).toContain(`data-share="native"`);
});

it("speaks German for de-AT and English for a language it does not have", () => {
  expect(renderOffer(null, { locale: "de-AT" })).toContain("nicht verfügbar");
  expect(renderOffer(null, { locale: "nl" })).toContain("isn’t available");
  expect(renderOffer(null, { locale: "de", state: "late" })).toContain("Es geht nichts verloren");
});

it("runs from right to left in Arabic", () => {
  expect(renderPrompt({ ...prompts.en, locale: "ar" })).toContain(`dir="rtl"`);
});

it("has neither inline style nor script, and no colour of its own", () => {
  const markup = renderPrompt(prompts.en) + renderOffer(offers.en);
  expect(markup).not.toMatch(/ style=|<script|<style| on[a-z]+=/);
  expect(promptStyles).not.toMatch(/#[0-9a-f]{3,8}\b|rgb\(/i);
});

it("previews both sides as one document without script", () => {
  const page = previewDocument({ prompt: prompts.en, offer: offers.en, locale: "en", dark: true });
  expect(page).toMatch(/^<!doctype html><html lang="en" dir="ltr">/);
  expect(page).toContain("Know one person who’d love this too?");
  expect(page).toContain("Use this offer");
  expect(page).not.toContain("<script");
  expect(previewDocument({ locale: "de" })).not.toContain("<section");
});
