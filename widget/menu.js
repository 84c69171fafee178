// A button that shows a short list of buttons.
import { h } from "./dom.js";
import { icon } from "./icons.js";

export class Menu {
  // entries: [icon, label, action]
  constructor(t, entries) {
    this.list = h("div", { class: "menu", id: "menu", role: "group", "aria-label": t.menu, hidden: true }, entries.map(([name, label, act]) =>
      h("button", { type: "button", onclick: () => (this.hide(), act()) }, icon(name), label)));
    this.button = h("button", {
      type: "button", class: "flat", "aria-label": t.menu, "aria-expanded": "false", "aria-controls": "menu",
      onclick: () => this.hide() || this.show(),
    }, icon("menu"));
    this.node = h("div", { class: "menu-place", onkeydown: (event) => this.key(event), onfocusout: (event) => this.left(event) }, this.button, this.list);
  }

  show() {
    this.list.hidden = false;
    this.button.setAttribute("aria-expanded", "true");
    this.list.firstElementChild.focus();
  }

  // False when it was hidden already.
  hide() {
    if (this.list.hidden) return false;
    this.button.focus();
    this.list.hidden = true;
    this.button.setAttribute("aria-expanded", "false");
    return true;
  }

  key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || this.list.hidden) return;
    event.preventDefault();
    const buttons = [...this.list.children];
    const at = buttons.indexOf(this.node.getRootNode().activeElement);
    buttons.at((at + step) % buttons.length).focus();
  }

  left(event) {
    if (!event.relatedTarget || this.node.contains(event.relatedTarget)) return;
    this.list.hidden = true;
    this.button.setAttribute("aria-expanded", "false");
  }
}
