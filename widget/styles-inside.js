// Messages, cards, composer, sheets.
export const inside = `
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
