// What a message carries besides words: a receipt, the source of an answer, a file or a picture.
import { copyText, h, webAddress } from "./dom.js";
import { icon } from "./icons.js";
import { outside } from "./linkify.js";
import { day } from "./strings.js";

const grouped = (code) => String(code).replace(/^(\d{3})(\d{3})$/, "$1 $2");

export function receipt({ protocol, code, pin }, { t, api }) {
  const row = (label, value, className) => [h("dt", {}, label), h("dd", { class: className }, value)];
  const values = h("dl", {}, row(t.protocol, String(protocol)), row(t.code, grouped(code), "big"), pin && row(t.pin, String(pin), "big"));
  const said = h("span", { role: "status" });
  const copy = async () => {
    const text = [`${t.protocol} ${protocol}`, `${t.code} ${grouped(code)}`, pin && `${t.pin} ${pin}`].filter(Boolean).join("\n");
    said.textContent = (await copyText(text, values)) ? t.copied : t.copyNot;
  };
  // The PIN never goes into an address.
  const follow = new URL(`cases?code=${encodeURIComponent(code)}`, api.base).href;
  return h(
    "section", { class: "card receipt", "aria-label": `${t.filed}: ${protocol}` },
    h("p", { class: "stamp" }, icon("check"), t.filed), values, h("p", { class: "small" }, t.keep),
    h("div", { class: "row" }, h("button", { type: "button", class: "quiet", onclick: copy }, icon("copy"), t.copy), said),
    h("a", { href: follow, target: "_blank", rel: "noopener" }, t.follow, h("span", { class: "sr" }, ` (${t.newWindow})`)),
  );
}

export function source({ title, url, date, confirmed }, { t, api, language }) {
  const address = url && webAddress(url, api.base);
  const name = String(title ?? address ?? "");
  const when = date && !Number.isNaN(Date.parse(date)) && t.checked(day(date, language));
  return h(
    "p", { class: "source small" }, `${t.source}: `, address ? outside(address, name) : name,
    when && ` · ${when}`, confirmed === false && ` · ${t.unconfirmed}`,
  );
}

export function attachment({ type, url, title }, { t, api, conversation }, preview) {
  const address = webAddress(url, api.base);
  if (!address && !preview) return null;
  const name = String(title || (/image/.test(type) ? t.picture : t.open));
  const own = address?.startsWith(new URL("api/chat/", api.base).href);
  if (/image|photo/.test(type)) {
    const picture = h("img", { alt: name, class: "picture", src: preview ?? (own ? null : address) });
    // Photos of a conversation need its token, which an <img> can't send.
    if (own && !preview) loadPicture(picture, api, conversation, address, name);
    return picture;
  }
  return outside(address, icon("file"), h("span", {}, name), h("span", { class: "sr" }, ` (${t.newWindow})`));
}

async function loadPicture(picture, api, conversation, address, name) {
  try {
    picture.src = URL.createObjectURL(await api.file(conversation.session, address));
  } catch {
    picture.replaceWith(h("p", { class: "small" }, name));
  }
}
