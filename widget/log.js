// The messages on the screen. Nodes are added and never moved without need, so that a screen reader hears each once.
import { attachment, receipt, source } from "./cards.js";
import { h, languageOf } from "./dom.js";
import { tower } from "./icons.js";
import { linkify } from "./linkify.js";

export class Log {
  // context: {t, language, api, conversation, reply(button), focusComposer()}
  constructor(context) {
    this.context = context;
    this.nodes = new Map();
    const { t } = context;
    this.hello = this.bubble({ sender: "assistant", text: t.hello, buttons: [] });
    this.dots = h("div", { class: "dots", "aria-hidden": "true", hidden: true }, h("i"), h("i"), h("i"));
    this.node = h("div", { class: "log", role: "log", "aria-label": t.log, "aria-live": "off", "aria-relevant": "additions", tabindex: "0" });
    this.node.append(this.hello, this.dots);
  }

  // Speaks only of what comes from now on; the history that a reload brings stays silent.
  speak(on) {
    this.node.setAttribute("aria-live", on ? "polite" : "off");
  }

  note(text) {
    this.node.insertBefore(h("p", { class: "note" }, text), this.dots);
    this.toEnd();
  }

  update(items, typing) {
    const { node } = this;
    const near = node.scrollHeight - node.scrollTop - node.clientHeight < 120;
    for (const [item, known] of this.nodes) {
      if (items.includes(item)) continue;
      known.remove();
      this.nodes.delete(item);
    }
    let added = false;
    let before = this.dots;
    for (const item of [...items].reverse()) {
      let known = this.nodes.get(item);
      if (!known) {
        this.nodes.set(item, (known = this.bubble(item)));
        added = true;
      }
      const next = known.nextElementSibling;
      if (next !== before && !(next?.classList.contains("note") && known.parentNode)) node.insertBefore(known, before);
      this.state(item, known);
      before = known;
    }
    this.hello.hidden = items.some((item) => item.sender !== "citizen");
    this.dots.hidden = !typing;
    this.retire(items);
    if ((added || typing) && (near || added)) this.toEnd();
  }

  toEnd() {
    this.node.scrollTop = this.node.scrollHeight;
  }

  bubble(item) {
    const { context } = this;
    const { t } = context;
    const mine = item.sender === "citizen";
    const text = (mine && !item.id ? item.label : "") || item.text || item.label || "";
    const { case: filed, source: from } = item.custom ?? {};
    const lines = text ? h("p", { class: "text", lang: languageOf(text) }, linkify(text)) : null;
    const file = item.attachment || item.preview ? attachment(item.attachment ?? { type: "image", title: t.photo }, context, item.preview) : null;
    const body = h(
      "div", { class: "bubble" },
      h("span", { class: item.sender === "staff" ? "who" : "sr" }, `${mine ? t.me : item.sender === "staff" ? t.staff : t.assistant}: `),
      lines, file, filed && receipt(filed, context), from && source(from, context), h("span", { class: "state small" }),
    );
    const replies = (item.buttons ?? []).map((button) =>
      h("button", { type: "button", class: "reply", lang: languageOf(button.title), onclick: (event) => this.pick(event.target, item, button) }, button.title),
    );
    return h(
      "div", { class: `message ${mine ? "mine" : "theirs"}` }, !mine && h("span", { class: "face" }, tower()), body,
      replies.length > 0 && h("div", { class: "replies" }, replies),
    );
  }

  pick(node, item, button) {
    node.classList.add("picked");
    this.context.reply(button);
  }

  // A reply that was overtaken can't be given any more; the focus never stays on a dead button.
  retire(items) {
    const last = items.findLastIndex((item) => item.sender === "citizen" || item.buttons.length);
    items.forEach((item, index) => {
      if (!item.buttons.length || index === last) return;
      const buttons = [...this.nodes.get(item).querySelectorAll(".reply:enabled")];
      const held = buttons.includes(this.node.getRootNode().activeElement);
      for (const button of buttons) button.disabled = true;
      if (held) this.context.focusComposer();
    });
  }

  state({ sender, state, error }, known) {
    if (sender !== "citizen") return;
    const { t } = this.context;
    const text = state === "waiting" ? t.waiting : state === "failed" ? `${t.failed} ${error ?? ""}` : "";
    const line = known.querySelector(".state");
    if (line.textContent !== text) line.textContent = text;
    known.classList.toggle("pending", state === "waiting" || state === "sending");
    known.classList.toggle("failed", state === "failed");
  }
}
