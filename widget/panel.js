// The panel: header, banner, log, and below it the composer or a sheet. Built anew when the language changes.
import { Composer } from "./composer.js";
import { h, saveFile } from "./dom.js";
import { icon, tower } from "./icons.js";
import { Log } from "./log.js";
import { Menu } from "./menu.js";
import { eraseSheet, mailSheet, photoSheet, placeSheet } from "./sheets.js";

export class Panel {
  // host: {t, language, api, store, conversation, close(), setLanguage()}
  constructor(host) {
    this.host = host;
    const { t, store, conversation } = host;
    this.context = {
      ...host,
      say: (text) => this.say(text),
      notice: (text) => this.log.note(text),
      focusComposer: () => this.focusComposer(),
      choosePhoto: () => this.picker.click(),
      reply: ({ title, payload }) => (conversation.send(payload ? { payload, label: title } : { text: title }), this.focusComposer()),
      send: (text) => conversation.send({ text }),
      photo: () => this.picker.click(),
      place: () => this.sheet(placeSheet),
      draft: store.get("draft"),
      keepDraft: (text) => store.set("draft", text),
    };
    this.log = new Log(this.context);
    this.composer = new Composer(this.context);
    this.spoken = h("p", { class: "sr", role: "status" });
    this.banner = h("div", { class: "banner", role: "status" });
    this.foot = h("div", { class: "foot" }, this.composer.node);
    this.picker = h("input", { type: "file", accept: "image/*", hidden: true, "aria-label": t.photo, onchange: () => this.picked() });
    this.menu = new Menu(t, [
      ["save", t.save, () => this.save()],
      ["mail", t.mail, () => this.sheet(mailSheet)],
      ["again", t.again, () => (conversation.send({ payload: "/restart", label: t.again }), this.focusComposer())],
      ["bin", t.erase, () => this.sheet(eraseSheet)],
    ]);
    this.node = h("div", { class: "panel", lang: host.language }, this.header(), this.banner, this.log.node, this.foot, this.picker, this.spoken);
    this.update();
  }

  header() {
    const { t, language, setLanguage, close } = this.host;
    const other = language === "el" ? "en" : "el";
    return h(
      "div", { class: "head" }, h("span", { class: "mark" }, tower()),
      h("div", { class: "names" }, h("h2", { id: "title" }, t.title), h("p", { class: "sub" }, t.subtitle)),
      h("button", { type: "button", class: "language", lang: other, title: t.language, onclick: () => setLanguage(other) },
        h("span", { class: "short" }, other === "en" ? "EN" : "ΕΛ"), h("span", { class: "sr" }, ` ${t.language}`)),
      this.menu.node,
      h("button", { type: "button", class: "flat close", "aria-label": t.close, onclick: close }, icon("close")),
    );
  }

  say(text) {
    if (this.spoken.textContent !== text) this.spoken.textContent = text;
  }

  update() {
    const { t, conversation } = this.host;
    const { timeline, typing, trouble } = conversation;
    this.log.update(timeline.items, typing);
    if (this.wasTyping !== typing) this.say(typing ? t.typing : "");
    this.wasTyping = typing;
    const text = trouble ? t[trouble] : "";
    if (this.banner.textContent !== text) this.banner.textContent = text;
    const last = timeline.items.findLast((item) => item.sender !== "citizen");
    const expects = [last?.custom?.expects ?? []].flat();
    if (String(expects) !== this.expects) this.composer.expect(expects);
    this.expects = String(expects);
  }

  focusComposer() {
    if (this.open) return this.foot.querySelector("h3").focus();
    // On a touch screen the keyboard would cover the answer: the log takes the focus there.
    if (matchMedia("(pointer: coarse)").matches) this.log.node.focus({ preventScroll: true });
    else this.composer.input.focus();
  }

  sheet(make, ...given) {
    this.open = true;
    const node = make(this.context, ...given, () => this.closeSheet());
    this.foot.replaceChildren(node);
    (node.querySelector("input") ?? node.querySelector("h3")).focus();
  }

  closeSheet() {
    this.open = false;
    this.foot.replaceChildren(this.composer.node);
    this.composer.input.focus();
  }

  picked() {
    const [file] = this.picker.files;
    this.picker.value = "";
    if (file) this.sheet(photoSheet, file);
  }

  async save() {
    const { t, api, conversation } = this.host;
    this.focusComposer();
    try {
      saveFile(await api.transcript(await conversation.ready()), `komotini-${new Date().toISOString().slice(0, 10)}.txt`);
      this.log.note(t.saved);
    } catch {
      this.log.note(t.savedNot);
    }
  }

  // Esc closes the innermost thing. True when there was one besides the panel itself.
  escape() {
    if (this.menu.hide()) return true;
    if (!this.open) return false;
    this.closeSheet();
    return true;
  }
}
