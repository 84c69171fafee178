const dark = `
  --ink: #e8eff2; --soft: #b3c2c9; --surface: #16222a; --ground: #0e171d; --line: #3b4c56; --edge: #8598a2;
  --primary: #7cc7dc; --primary-ink: #06222b; --tint: #17323d; --accent: #f0a27e; --ok: #85d3a0; --warn: #f0c36a; --warn-soft: #33290f;
  --danger: #f59a9a; --danger-ink: #2b0808; --head: #10303c; --head-ink: #e8eff2; --focus: #f0a27e; --shade: rgb(0 0 0 / 55%); color-scheme: dark;`;

// The words of the portal's palette. A site's own custom properties can't reach in: all are set here.
export const tokens = `
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
