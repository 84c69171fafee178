// Constructable style sheets: they work under a Content-Security-Policy without 'unsafe-inline'.
import { frame } from "./styles-frame.js";
import { inside } from "./styles-inside.js";
import { tokens } from "./styles-tokens.js";

let made;
export function sheets() {
  made ??= [tokens, frame, inside].map((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    return sheet;
  });
  return made;
}
