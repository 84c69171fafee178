// Where the citizen writes. Enter sends, Shift+Enter is a new line.
import { h } from "./dom.js";
import { icon } from "./icons.js";

const LIMIT = 2000;
const NEAR = 200;
const KEYBOARDS = { code: ["numeric", "one-time-code"], afm: ["numeric", "off"], phone: ["tel", "tel"], email: ["email", "email"] };

export class Composer {
  // context: {t, say(text), send(text), photo(), place(), draft, keepDraft(text)}
  constructor(context) {
    const { t } = (this.context = context);
    this.counter = h("span", { class: "counter small", id: "counter", hidden: true });
    this.input = h("textarea", {
      rows: 1, "aria-label": t.message, "aria-describedby": "counter", placeholder: t.placeholder, enterkeyhint: "send", autocomplete: "off",
      oninput: () => this.grown(), onkeydown: (event) => this.key(event),
    });
    this.input.value = context.draft ?? "";
    const tool = (name, label, onclick) => h("button", { type: "button", class: `tool ${name}`, onclick }, icon(name), h("span", { class: "label" }, label));
    this.photo = tool("photo", t.photo, context.photo);
    this.place = tool("pin", t.place, context.place);
    this.node = h(
      "form", { class: "composer", novalidate: true, onsubmit: (event) => (event.preventDefault(), this.submit()) },
      this.input, this.photo, this.place, this.counter, h("button", { class: "send", "aria-label": t.send }, icon("send")),
    );
    this.grown();
  }

  key(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.submit();
  }

  submit() {
    const text = this.input.value.trim();
    this.input.focus();
    if (!text || text.length > LIMIT) return;
    this.context.send(text);
    this.input.value = "";
    this.grown();
  }

  grown() {
    const { input, counter, context } = this;
    const left = LIMIT - input.value.trim().length;
    const { t } = context;
    const before = this.zone;
    this.zone = left < 0 ? 2 : left <= NEAR ? 1 : 0;
    counter.hidden = !this.zone;
    counter.textContent = this.zone ? (left < 0 ? t.over(-left) : t.left(left)) : "";
    counter.classList.toggle("bad", left < 0);
    input.toggleAttribute("aria-invalid", left < 0);
    if (left < 0) input.setAttribute("aria-invalid", "true");
    // Spoken when the limit comes near and when it is passed, not at every key.
    if (this.zone > (before ?? 0)) context.say(counter.textContent);
    context.keepDraft(input.value);
    input.style.height = "auto";
    if (input.scrollHeight) input.style.height = `${Math.min(input.scrollHeight + 2, 132)}px`;
  }

  // What the assistant waits for: a keyboard that fits and the tool by its name.
  expect(list) {
    const { t } = this.context;
    const kind = list.find((one) => KEYBOARDS[one]);
    const [mode, fill] = KEYBOARDS[kind] ?? ["text", "off"];
    this.input.setAttribute("inputmode", mode);
    this.input.setAttribute("autocomplete", fill);
    this.input.setAttribute("placeholder", t.hints[kind] ?? t.placeholder);
    this.photo.classList.toggle("wanted", list.includes("photo"));
    this.place.classList.toggle("wanted", list.includes("location"));
  }
}
