/**
 * The one style sheet of prompt and offer. Font and colours are the shop's; `--goodword-accent`,
 * `-on-accent`, `-color`, `-background`, `-border`, `-radius` and `-padding` change what must differ.
 *
 * The heights are those of the default words, so that the card stands from the start where it will stand; a
 * longer text makes it taller.
 *
 * The primary button is filled with the accent, which may be any colour, also the text's own: black on a white
 * page, white on a black one. Its label is therefore worked out from the accent, on a child element, because
 * `currentColor` means the button's colour in the button's background.
 */
export const promptStyles: string = `
.gw-frame{container-type:inline-size}
.gw{--a:var(--goodword-accent,currentColor);box-sizing:border-box;display:grid;align-content:center;gap:8px;min-width:0;padding:var(--goodword-padding,clamp(16px,5cqi,32px));border:1px solid var(--goodword-border,color-mix(in srgb,currentColor 18%,transparent));border-radius:var(--goodword-radius,12px);background:var(--goodword-background,color-mix(in srgb,currentColor 3%,transparent));color:var(--goodword-color,inherit);font:inherit;font-size:max(1em,16px);line-height:1.5;text-align:start;overflow-wrap:anywhere}
.gw *{box-sizing:border-box}
.gw p,.gw h2{margin:0;font:inherit;max-width:44em}
.gw .gw-ask{font-size:1.125em;font-weight:600;line-height:1.35}
.gw .gw-reward{font-size:clamp(1.375em,1.1em + 1.5cqi,1.875em);font-weight:600;line-height:1.25;letter-spacing:-.01em;text-wrap:balance;margin-block:4px 8px;max-width:26em}
.gw .gw-ask:focus,.gw .gw-reward:focus{outline:0}
.gw-quiet{color:color-mix(in srgb,currentColor 86%,transparent)}
.gw .gw-disclosure{margin-block-start:8px}
.gw-row{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,max(6.5em,50% - 4px)),1fr));gap:8px;margin-block-start:8px}
.gw-button{appearance:none;display:inline-grid;place-items:center;min-height:48px;min-width:44px;margin:0;padding:8px;border:1px solid color-mix(in srgb,currentColor 60%,transparent);border-radius:var(--goodword-button-radius,8px);background:transparent;color:inherit;font:inherit;font-weight:600;line-height:1.25;text-align:center;overflow-wrap:anywhere;hyphens:auto;cursor:pointer}
.gw-button span{grid-area:1/1}
.gw-off{visibility:hidden}
.gw-primary{border-color:var(--a);box-shadow:inset 0 0 0 1px var(--a)}
@supports (color:oklch(from currentColor l c h)){.gw-primary{background:var(--a)}.gw-primary span{color:var(--goodword-on-accent,oklch(from var(--a) clamp(0,(.66 - l)*999,1) 0 0))}}
.gw-button:hover{text-decoration:underline;text-underline-offset:.2em}
.gw-button:focus-visible,.gw summary:focus-visible,.gw textarea:focus-visible{outline:3px solid var(--a);outline-offset:2px}
.gw-button[aria-disabled=true]{cursor:default;opacity:.7}
.gw-link{display:block;margin-block-start:4px;font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:1em;text-align:start;user-select:all}
.gw summary{display:inline-flex;align-items:center;gap:8px;min-height:44px;cursor:pointer;text-decoration:underline;text-underline-offset:.2em;text-decoration-thickness:1px;list-style:none}
.gw summary::-webkit-details-marker{display:none}
.gw summary::after{content:"";width:.4em;height:.4em;border:solid currentColor;border-width:0 2px 2px 0;transform:translateY(-.15em) rotate(45deg)}
.gw details[open] summary::after{transform:translateY(.1em) rotate(225deg)}
.gw .gw-fixed{padding-block:4px 8px}
.gw textarea{display:block;width:100%;min-height:6em;margin:0 0 8px;padding:8px 12px;border:1px solid color-mix(in srgb,currentColor 60%,transparent);border-radius:var(--goodword-button-radius,8px);background:transparent;color:inherit;font:inherit;line-height:1.5;resize:vertical}
.gw-slim{display:flex;flex-wrap:wrap;align-items:center;justify-content:space-between;padding-block:12px}
.gw-last{order:-1}
.gw-primary{order:-2}
.gw-loading i{display:block;height:1.25em;border-radius:4px;background:currentColor;opacity:0;animation:gw-wait .6s .3s forwards}
.gw-loading i:nth-child(2){height:2.5em;max-width:85%}
.gw-loading i:nth-child(3){max-width:60%}
.gw-prompt{min-height:calc(46em*var(--m,1))}
.gw-offer{min-height:calc(18.5em*var(--m,1))}
.gw:lang(de){--m:1.12}
.gw-offer:lang(de){--m:1.2}
@container (min-width:20rem){.gw-prompt{min-height:calc(42em*var(--m,1))}}
@container (min-width:26rem){.gw-prompt{min-height:calc(37em*var(--m,1))}.gw-offer{min-height:calc(17em*var(--m,1))}}
@container (min-width:31rem){.gw-prompt{min-height:calc(34.5em*var(--m,1))}.gw-offer{min-height:calc(15.6em*var(--m,1))}}
@keyframes gw-wait{to{opacity:.09}}
@container (min-width:38rem){.gw-row{grid-template-columns:none;grid-auto-flow:column;grid-auto-columns:1fr}.gw-primary,.gw-last{order:0}.gw-prompt{min-height:calc(31.5em*var(--m,1))}}
@media (prefers-reduced-motion:no-preference){.gw-button{transition:background-color .15s,border-color .15s}}
@media (prefers-reduced-motion:reduce){.gw-loading i{animation-duration:1ms}}
@media (forced-colors:active){.gw,.gw-button,.gw textarea{border-color:ButtonText}.gw-primary{background:Highlight;forced-color-adjust:none;border-color:Highlight}.gw-primary span{color:HighlightText}.gw-loading i{background:GrayText}}
`;
