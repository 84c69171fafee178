// Constructable style sheets: they work under a Content-Security-Policy without 'unsafe-inline'.
const dark = `
  --ink: #e8eff2; --soft: #b3c2c9; --surface: #16222a; --ground: #0e171d; --line: #3b4c56; --edge: #8598a2;
  --primary: #7cc7dc; --primary-ink: #06222b; --tint: #17323d; --accent: #f0a27e; --ok: #85d3a0; --warn: #f0c36a; --warn-soft: #33290f;
  --danger: #f59a9a; --danger-ink: #2b0808; --head: #10303c; --head-ink: #e8eff2; --focus: #f0a27e; --shade: rgb(0 0 0 / 55%); color-scheme: dark;`;

// The words of the portal's palette. A site's own custom properties can't reach in: all are set here.
const tokens = `
:host {
  --ink: #15232b; --soft: #41535d; --surface: #fff; --ground: #f4f7f8; --line: #c9d4d9; --edge: #6d7f88;
  --primary: #0b5a70; --primary-ink: #fff; --tint: #e2eff3; --accent: #a8431b; --ok: #1b6b3a; --warn: #6e4800; --warn-soft: #fdf3dd;
  --danger: #a61b1b; --danger-ink: #fff; --head: #0b5a70; --head-ink: #fff; --focus: #a8431b; --shade: rgb(21 35 43 / 24%); color-scheme: light;
  all: initial; display: block; font: max(16px, 1rem)/1.5 "Segoe UI", Roboto, "Noto Sans", system-ui, sans-serif; color: var(--ink);
}
@media (prefers-color-scheme: dark) { :host(:not([data-theme="light"])) { ${dark} } }
:host([data-theme="dark"]) { ${dark} }
*, *::before, *::after { box-sizing: border-box; }
[hidden] { display: none !important; }
h2, h3, p, dl, dd { margin: 0; }
button, input, textarea { font: inherit; letter-spacing: inherit; word-spacing: inherit; color: inherit; }
button { cursor: pointer; min-width: 44px; min-height: 44px; border: 0; border-radius: 10px; background: none; touch-action: manipulation; }
button:disabled { cursor: default; }
a { color: var(--primary); text-underline-offset: 0.2em; overflow-wrap: anywhere; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
.icon { width: 22px; height: 22px; flex: none; fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; }
.tower { width: 100%; height: 100%; fill: currentColor; display: block; }
.sr { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.small { font-size: 0.875em; color: var(--soft); }
.row { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; }
`;

// Launcher, dialog, header, menu.
const frame = `
.launcher {
  position: fixed; inset: auto 20px 20px auto; z-index: 2147483000; display: flex; align-items: center; gap: 10px; min-height: 60px; padding: 6px 22px 6px 8px;
  border: 2px solid var(--head-ink); border-radius: 30px; background: var(--head); color: var(--head-ink); font-weight: 600; box-shadow: 0 6px 24px var(--shade);
}
.launcher:hover { text-decoration: underline; text-underline-offset: 0.2em; }
.launcher .mark { width: 44px; height: 44px; padding: 8px; border-radius: 50%; background: var(--head-ink); color: var(--head); }
.launcher[data-unread]::after {
  content: ""; position: absolute; top: -2px; inset-inline-start: 44px; width: 16px; height: 16px; border: 3px solid var(--head-ink); border-radius: 50%; background: var(--accent);
}
:host([data-compact]) .launcher { min-width: 60px; padding-inline: 6px; justify-content: center; border-radius: 50%; }
:host([data-compact]) .launcher .label { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
:host([data-position="left"]) .launcher, :host([data-position="left"]) dialog { right: auto; left: 20px; }
dialog {
  position: fixed; inset: auto 20px 20px auto; z-index: 2147483001; width: min(400px, calc(100vw - 40px)); height: min(680px, calc(100dvh - 40px)); max-width: none; max-height: none;
  margin: 0; padding: 0; border: 1px solid var(--line); border-radius: 16px; overflow: hidden; background: var(--ground); color: var(--ink); box-shadow: 0 16px 48px var(--shade);
}
dialog[open] { animation: rise 0.18s ease-out; }
dialog::backdrop { background: none; }
@keyframes rise { from { opacity: 0; transform: translateY(12px); } }
.panel { display: flex; flex-direction: column; height: 100%; }
.head {
  position: relative; z-index: 2; display: flex; align-items: center; gap: 4px; padding: 10px 8px 10px 14px; background: var(--head); color: var(--head-ink);
  border-bottom: 4px solid var(--accent);
}
.head .mark { width: 34px; height: 34px; flex: none; margin-inline-end: 8px; }
.names { flex: 1; min-width: 0; }
.names h2 { font-size: 1.0625em; line-height: 1.25; }
.names .sub { font-size: 0.8125em; line-height: 1.35; }
.head :focus-visible { outline-color: var(--head-ink); outline-offset: -3px; }
.flat, .language { display: grid; place-items: center; padding: 0; flex: none; }
.language { font-size: 0.875em; font-weight: 600; padding: 0 8px; }
.language .short { border: 1.5px solid; border-radius: 6px; padding: 1px 6px; }
.flat:hover, .language:hover { background: rgb(255 255 255 / 16%); }
.menu-place { position: relative; }
.menu {
  position: absolute; top: calc(100% + 6px); right: -44px; width: max-content; max-width: min(300px, calc(100vw - 24px)); padding: 6px; border: 1px solid var(--edge);
  border-radius: 12px; background: var(--surface); color: var(--ink); box-shadow: 0 12px 32px var(--shade);
}
.menu button { display: flex; align-items: center; gap: 12px; width: 100%; padding: 8px 14px 8px 10px; text-align: start; }
.menu button:hover { background: var(--tint); }
.menu button:focus-visible { outline-color: var(--focus); }
.menu .icon { color: var(--primary); }
.banner:not(:empty) { padding: 10px 16px; background: var(--warn-soft); color: var(--warn); font-size: 0.9375em; border-bottom: 1px solid currentColor; }
@media (max-width: 479.98px) {
  dialog, :host([data-position="left"]) dialog { inset: 0; width: 100%; height: 100dvh; border: 0; border-radius: 0; }
  .launcher { inset: auto 12px 12px auto; }
  .head { gap: 0; padding-inline: 10px 4px; }
  .names h2 { font-size: 1em; }
  .sub { display: none; }
}
@media (max-height: 440px) {
  .panel { overflow-y: auto; }
  .head { padding-block: 4px; position: sticky; top: 0; }
  .sub { display: none; }
  .log { flex: 1 0 auto; overflow: visible; }
}
@media (prefers-reduced-motion: reduce) { *, *::before, *::after { animation: none !important; transition: none !important; } }
`;

// Messages, cards, composer, sheets.
const inside = `
.log { flex: 1; min-height: 0; overflow-y: auto; overscroll-behavior: contain; padding: 16px 14px 8px; display: flex; flex-direction: column; gap: 10px; }
.log > :first-child { margin-top: auto; }
.log:focus-visible { outline-offset: -3px; }
.message { display: grid; grid-template-columns: 30px minmax(0, 1fr); gap: 8px; max-width: 100%; }
.message > * { grid-column: 2; }
.face { grid-area: 1 / 1; align-self: end; width: 30px; height: 30px; padding: 5px; border-radius: 50%; background: var(--tint); color: var(--primary); }
.theirs:has(+ .theirs) .face { visibility: hidden; }
.bubble { justify-self: start; max-width: 100%; padding: 9px 13px; border: 1px solid var(--line); border-radius: 14px 14px 14px 4px; background: var(--surface); }
.bubble > * + * { margin-top: 8px; }
.bubble > .sr + * { margin-top: 0; }
.text { white-space: pre-wrap; overflow-wrap: anywhere; }
.who { font-size: 0.8125em; font-weight: 600; color: var(--accent); }
.mine { grid-template-columns: minmax(0, 1fr); padding-inline-start: 44px; }
.mine > * { grid-column: 1; }
.mine .bubble { justify-self: end; border-color: transparent; border-radius: 14px 14px 4px 14px; background: var(--primary); color: var(--primary-ink); }
.mine .bubble a, .mine .state { color: inherit; }
.mine.pending .bubble { background: var(--tint); color: var(--ink); border: 1px dashed var(--edge); }
.mine.failed .bubble { background: var(--surface); color: var(--ink); border: 1px solid var(--danger); }
.failed .state { color: var(--danger); }
.state:empty { display: none; }
.picture, .preview { display: block; max-width: 100%; max-height: 200px; border-radius: 8px; }
.replies { display: flex; flex-wrap: wrap; gap: 8px; }
.reply { padding: 8px 16px; border: 1.5px solid var(--primary); border-radius: 22px; background: var(--surface); color: var(--primary); font-weight: 600; text-align: start; overflow-wrap: anywhere; }
.reply:hover:enabled { background: var(--primary); color: var(--primary-ink); }
.reply:disabled { border: 1px solid var(--line); background: none; color: var(--soft); font-weight: 400; }
.reply.picked:disabled { border-color: var(--primary); background: var(--tint); color: var(--ink); }
.note { align-self: center; max-width: 100%; padding: 4px 12px; text-align: center; font-size: 0.875em; color: var(--soft); }
.dots { display: flex; gap: 5px; width: max-content; margin-inline-start: 38px; padding: 14px; border: 1px solid var(--line); border-radius: 14px; background: var(--surface); }
.dots i { width: 8px; height: 8px; border-radius: 50%; background: var(--edge); animation: beat 1.2s infinite; }
.dots i:nth-child(2) { animation-delay: 0.15s; }
.dots i:nth-child(3) { animation-delay: 0.3s; }
@keyframes beat { 30% { transform: translateY(-4px); } 60% { transform: none; } }
.source { padding-top: 8px; border-top: 1px solid var(--line); }
.card { display: grid; gap: 8px; padding: 12px; border: 1px solid var(--line); border-top: 4px solid var(--ok); border-radius: 10px; background: var(--ground); }
.stamp { display: flex; align-items: center; gap: 6px; font-weight: 600; color: var(--ok); }
.card dl { display: grid; grid-template-columns: auto 1fr; gap: 2px 14px; align-items: baseline; }
.card dt { color: var(--soft); font-size: 0.875em; }
.card dd { font-weight: 600; overflow-wrap: anywhere; }
.card .big { font-size: 1.375em; letter-spacing: 0.04em; font-variant-numeric: tabular-nums; }
.card a { padding-block: 10px; }
.foot { padding: 10px 12px 12px; border-top: 1px solid var(--line); background: var(--surface); }
.composer { display: flex; flex-wrap: wrap; gap: 6px; align-items: center; }
textarea, .sheet input { width: 100%; padding: 9px 12px; border: 1.5px solid var(--edge); border-radius: 10px; background: var(--surface); color: var(--ink); min-height: 44px; }
textarea { flex: 1 0 100%; resize: none; max-height: 132px; overflow-y: auto; }
textarea::placeholder { color: var(--soft); opacity: 1; }
[aria-invalid="true"] { border-color: var(--danger) !important; }
.counter { flex: 1; text-align: end; }
.counter.bad, .problem { color: var(--danger); }
.problem:empty { display: none; }
.tool { display: grid; place-items: center; padding: 0; color: var(--primary); }
.tool .label { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.tool:hover, .quiet:hover { background: var(--tint); }
.tool.wanted { display: flex; gap: 6px; padding: 6px 12px 6px 9px; font-size: 0.9375em; border: 1.5px solid var(--primary); border-radius: 22px; font-weight: 600; }
.tool.wanted .label { position: static; width: auto; height: auto; clip-path: none; white-space: normal; }
.send { margin-inline-start: auto; display: grid; place-items: center; padding: 0; border-radius: 50%; background: var(--primary); color: var(--primary-ink); }
.send:hover, .main:hover { filter: brightness(1.12); }
.sheet { display: grid; gap: 10px; max-height: 60vh; overflow-y: auto; padding: 4px; }
.sheet h3 { font-size: 1.0625em; }
.sheet form { display: grid; gap: 8px; }
.sheet label { font-weight: 600; }
.main, .quiet { display: inline-flex; align-items: center; justify-content: center; gap: 8px; padding: 8px 16px; font-weight: 600; }
.main { background: var(--primary); color: var(--primary-ink); }
.main.danger { background: var(--danger); color: var(--danger-ink); }
.quiet { border: 1.5px solid var(--edge); color: var(--primary); }
[aria-disabled] { opacity: 0.7; cursor: progress; }
progress { width: 100%; height: 10px; accent-color: var(--primary); }
@media (forced-colors: active) {
  .launcher, .send, .main, .flat, .language { border: 1px solid ButtonText; }
  .mine .bubble { border: 2px solid; }
  .dots i { background: CanvasText; }
  .tower, .icon { forced-color-adjust: auto; }
}
`;

let made;
export function sheets() {
  made ??= [tokens, frame, inside].map((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    return sheet;
  });
  return made;
}
