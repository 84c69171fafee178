// Launcher, dialog, header, menu.
export const frame = `
.launcher {
  position: fixed; inset: auto 20px 20px auto; z-index: 2147483000; display: flex; align-items: center; gap: 10px; min-height: 60px; padding: 6px 22px 6px 8px;
  border: 2px solid var(--head-ink); border-radius: 30px; background: var(--head); color: var(--head-ink); font-weight: 600; box-shadow: 0 6px 24px var(--shade);
}
.launcher:hover { text-decoration: underline; text-underline-offset: 0.2em; }
.launcher .mark { width: 44px; height: 44px; padding: 8px; border-radius: 50%; background: var(--head-ink); color: var(--head); }
.launcher[data-unread]::after {
  content: ""; position: absolute; top: -2px; inset-inline-start: 44px; width: 16px; height: 16px; border: 3px solid var(--head-ink); border-radius: 50%; background: var(--accent);
}
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
