// <komotini-assistant>: the launcher, the dialog, and how they open and close.
import { Api } from "./api.js";
import { Conversation } from "./conversation.js";
import { h } from "./dom.js";
import { tower } from "./icons.js";
import { Panel } from "./panel.js";
import { Store } from "./store.js";
import { STRINGS } from "./strings.js";
import { sheets } from "./styles.js";

const SMALL = "(max-width: 479.98px)";

class KomotiniAssistant extends HTMLElement {
  static observedAttributes = ["data-theme", "data-position"];

  connectedCallback() {
    if (this.conversation) return;
    const base = new URL(this.dataset.assistant || new URL("../", import.meta.url), document.baseURI);
    if (!base.pathname.endsWith("/")) base.pathname += "/";
    base.search = base.hash = "";
    this.api = new Api(base.href);
    this.store = new Store(base.href);
    const wanted = this.store.read("language") ?? this.dataset.language;
    this.language = wanted === "en" ? "en" : "el";
    this.conversation = new Conversation(this.api, this.store, this.language);
    this.unread = 0;
    this.leaving = new AbortController();
    const { signal } = this.leaving;
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = sheets();
    this.dialog = h("dialog", { "aria-labelledby": "title" });
    this.label = h("span", { class: "label" });
    this.launcher = h("button", { type: "button", class: "launcher", "aria-haspopup": "dialog", onclick: () => this.open() }, h("span", { class: "mark" }, tower()), this.label);
    this.frame = h("section", {}, this.launcher, this.dialog);
    root.replaceChildren(this.frame);
    this.build();
    this.dialog.addEventListener("cancel", (event) => (event.preventDefault(), this.escape()));
    this.dialog.addEventListener("keydown", (event) => this.key(event));
    this.small = matchMedia(SMALL);
    this.small.addEventListener("change", () => this.dialog.open && this.refit(), { signal });
    this.conversation.addEventListener("change", () => this.panel.update());
    this.conversation.addEventListener("fresh", ({ detail }) => this.arrived(detail));
    this.conversation.addEventListener("notice", ({ detail }) => this.panel.log.note(STRINGS[this.language][detail]));
    // Any button of the page may open the assistant, with a first question if it has one.
    document.addEventListener("click", (event) => this.asked(event), { signal });
    const pinned = "open" in this.dataset && this.dataset.open !== "false";
    const before = this.store.get("open");
    if (before ? before === "yes" : pinned) this.open({ focus: false });
    else if (this.conversation.waiting) this.conversation.start();
    this.tell("ready");
  }

  disconnectedCallback() {
    if (this.isConnected) return;
    this.leaving.abort();
    this.conversation.stop();
    this.conversation = null;
  }

  tell(name, detail) {
    this.dispatchEvent(new CustomEvent(`komotini:${name}`, { bubbles: true, composed: true, detail }));
  }

  build() {
    const t = STRINGS[this.language];
    const { language, api, store, conversation } = this;
    this.panel = new Panel({ t, language, api, store, conversation, close: () => this.close(), setLanguage: (to) => this.setLanguage(to) });
    this.dialog.replaceChildren(this.panel.node);
    this.frame.setAttribute("lang", language);
    this.frame.setAttribute("aria-label", t.region);
    this.count();
  }

  setLanguage(language) {
    this.language = this.conversation.language = language;
    this.store.write("language", language);
    this.build();
    this.panel.log.speak(true);
    this.panel.log.toEnd();
    this.dialog.querySelector(".language").focus();
    // A conversation that runs goes on in that language; one that begins later is told so at its start.
    if (this.conversation.session) {
      const [value, label] = language === "en" ? ["αγγλικά", "English"] : ["ελληνικά", "Ελληνικά"];
      this.conversation.send({ payload: `/change_language{"language": "${value}"}`, label });
    }
    this.tell("language", { language });
  }

  count() {
    const t = STRINGS[this.language];
    this.label.textContent = t.launch;
    this.launcher.toggleAttribute("data-unread", this.unread > 0);
    if (this.unread) this.launcher.setAttribute("aria-label", t.launchNew(this.unread));
    else this.launcher.setAttribute("aria-label", t.launch);
  }

  arrived(messages) {
    if (!this.dialog.open) {
      this.unread += messages.length;
      this.count();
    }
    for (const { id, sender } of messages) this.tell("message", { id, sender });
    // History has been drawn silently; from here on the log speaks.
    requestAnimationFrame(() => this.panel.log.speak(this.conversation.loaded));
  }

  show() {
    if (this.small.matches) this.dialog.showModal();
    else this.dialog.show();
    // A modal dialog makes the page behind it inert; the attribute says the same to older screen readers.
    this.dialog.setAttribute("aria-modal", String(this.small.matches));
  }

  refit() {
    const held = this.shadowRoot.activeElement;
    this.dialog.close();
    this.show();
    held?.focus();
  }

  open({ focus = true } = {}) {
    this.small ??= matchMedia(SMALL);
    if (this.dialog.open) return this.panel.focusComposer();
    const held = document.activeElement;
    this.unread = 0;
    this.launcher.hidden = true;
    this.show();
    this.store.set("open", "yes");
    this.count();
    this.conversation.start();
    this.panel.log.toEnd();
    // A page that opens it by itself keeps the focus where the reader was; the full screen takes it all the same.
    if (focus || this.small.matches) this.panel.focusComposer();
    else if (held && held !== document.body) held.focus();
    else this.shadowRoot.activeElement?.blur();
    this.tell("open");
  }

  close() {
    if (!this.dialog.open) return;
    this.dialog.close();
    this.launcher.hidden = false;
    this.store.set("open", "no");
    this.launcher.focus();
    this.tell("close");
  }

  // For the page: writes in the citizen's name.
  send(text) {
    if (text) this.conversation.send({ text: String(text).slice(0, 2000) });
  }

  asked(event) {
    const asking = event.target.closest?.("[data-assistant-open]");
    if (!asking) return;
    event.preventDefault();
    this.open();
    this.send(asking.dataset.assistantOpen);
  }

  escape() {
    if (!this.panel.escape()) this.close();
  }

  key(event) {
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      return this.escape();
    }
    if (event.key !== "Tab" || !this.small.matches) return;
    const stops = [...this.dialog.querySelectorAll("button, a[href], input, textarea, [tabindex='0']")];
    const live = stops.filter((node) => !node.disabled && node.checkVisibility());
    const edge = event.shiftKey ? live[0] : live.at(-1);
    if (this.shadowRoot.activeElement !== edge) return;
    event.preventDefault();
    (event.shiftKey ? live.at(-1) : live[0]).focus();
  }
}

if (!customElements.get("komotini-assistant")) customElements.define("komotini-assistant", KomotiniAssistant);
