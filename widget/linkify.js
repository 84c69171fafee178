// Turns web addresses, e-mail addresses and phone numbers of a text into links; everything else stays a text node.
import { h, webAddress } from "./dom.js";

const URL_PART = /https?:\/\/[^\s<>"«»]+/;
const MAIL_PART = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/;
// Greek landlines and mobiles as people write them; emergency numbers only after an article ("το 112"), since 100 may be metres.
const PHONE_PART = /(?<![\d-])(?:\+30[ .-]?)?(?:2\d{9}|2\d{4}[ .-]?\d{5}|2\d{2,3}[ .-]\d{3}[ .-]\d{3,4}|69\d{8}|69\d[ .-]\d{3}[ .-]\d{4})(?![\d-])/;
const URGENT_PART = /(?<=(?:^|\s)(?:το|στο|call|dial)\s)(?:112|166|199|100|108|15424)(?!\d)/;
const ANY = new RegExp([URL_PART, MAIL_PART, PHONE_PART, URGENT_PART].map((part) => `(${part.source})`).join("|"), "giu");

export function outside(href, ...children) {
  return h("a", { href, target: "_blank", rel: "noopener noreferrer" }, ...children);
}

export function linkify(text) {
  const parts = [];
  let done = 0;
  for (const match of text.matchAll(ANY)) {
    const [, url, mail, phone, urgent] = match;
    // A full stop or a bracket after an address belongs to the sentence.
    const shown = url ? url.replace(/[.,;:!?·)\]'’]+$/u, "") : match[0];
    const address = url && webAddress(shown);
    if (url && !address) continue;
    const number = phone ?? urgent;
    parts.push(text.slice(done, match.index));
    if (address) parts.push(outside(address, shown));
    else parts.push(h("a", { href: mail ? `mailto:${mail}` : `tel:${number.replace(/[^\d+]/g, "")}` }, shown));
    done = match.index + shown.length;
  }
  parts.push(text.slice(done));
  return parts.filter(Boolean);
}
