// Builds elements without ever parsing text as HTML: a string child is always a text node.
export function h(tag, props, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value == null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child != null && child !== false));
  return node;
}

// An absolute http(s) address, or null for anything else (javascript:, data:, nonsense).
export function webAddress(value, base) {
  try {
    const url = new URL(value, base);
    return /^https?:$/.test(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

export const hasGreek = (text) => /[\u0370-\u03ff\u1f00-\u1fff]/.test(text);

// The language of one message, for its lang attribute; undefined when there are no letters to tell it by.
export const languageOf = (text) => (hasGreek(text) ? "el" : /[a-z]/i.test(text) ? "en" : undefined);

export function saveFile(blob, name) {
  const url = URL.createObjectURL(blob);
  h("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

export async function copyText(text, near) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // No clipboard outside of a secure context: select the text, so that the citizen can copy it.
    getSelection().selectAllChildren(near);
    return false;
  }
}
