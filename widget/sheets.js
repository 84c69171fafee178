// The small forms that take the composer's place: photo, location, e-mail, deletion. Each returns its node; `done()` closes it.
import { h } from "./dom.js";
import { icon } from "./icons.js";

const MAX_BYTES = 10 * 1024 * 1024;
const SHRINK_OVER = 1.5 * 1024 * 1024;
const SIDE = 2400;

function sheet(title, ...children) {
  return h("section", { class: "sheet", "aria-labelledby": "sheet-title" }, h("h3", { id: "sheet-title", tabindex: "-1" }, title), ...children);
}

const action = (label, onclick, className = "quiet") => h("button", { type: "button", class: className, onclick }, label);
const problem = () => h("p", { class: "problem", role: "alert" });

// A telephone's photo is made smaller before it travels; what the browser can't read goes as it is and the server judges.
async function shrink(file) {
  if (file.size < SHRINK_OVER) return file;
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height));
    const canvas = h("canvas", { width: Math.round(picture.width * scale), height: Math.round(picture.height * scale) });
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    return (await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.88))) ?? file;
  } catch {
    return file;
  }
}

export function photoSheet({ t, api, conversation, say, choosePhoto }, file, done) {
  const preview = URL.createObjectURL(file);
  const said = problem();
  const bar = h("progress", { max: 1, value: 0, "aria-label": t.progress, hidden: true });
  const leaving = new AbortController();
  const go = action(t.photoSend, async () => {
    if (go.getAttribute("aria-disabled")) return;
    said.textContent = "";
    if (!/^image\//.test(file.type)) return void (said.textContent = t.photoBad);
    go.setAttribute("aria-disabled", "true");
    bar.hidden = false;
    try {
      const small = await shrink(file);
      if (small.size > MAX_BYTES) throw { status: 413 };
      const session = await conversation.ready();
      const sent = await api.upload(session, small, file.name || "photo.jpg", (part) => (bar.value = part), leaving.signal);
      conversation.send({ payload: `/inform${JSON.stringify({ photo: sent.id })}`, label: t.photoSent, preview });
      done();
    } catch ({ status, message }) {
      if (leaving.signal.aborted) return;
      said.textContent = status === 413 ? t.photoBig : status === 415 || status === 422 ? t.photoBad : (status >= 400 && message) || t.photoFailed;
    }
    bar.hidden = true;
    go.removeAttribute("aria-disabled");
  }, "main");
  const node = sheet(
    t.photoTitle,
    h("img", { src: preview, alt: t.photoAlt, class: "preview", onerror: (event) => ((event.target.hidden = true), (said.textContent = t.photoBad)) }),
    bar, said,
    h("div", { class: "row" }, go, action(t.photoOther, () => choosePhoto()), action(t.cancel, () => (leaving.abort(), done()))),
  );
  return node;
}

export function placeSheet({ t, conversation, say, focusComposer }, done) {
  const said = problem();
  const found = ({ coords }) => {
    const where = `${coords.latitude.toFixed(6)},${coords.longitude.toFixed(6)}`;
    conversation.send({ payload: `/inform${JSON.stringify({ location: where })}`, label: t.placeSent });
    done();
  };
  const failed = (error) => {
    here.removeAttribute("aria-disabled");
    said.textContent = error?.code === 1 ? t.placeDenied : t.placeNone;
  };
  const here = h("button", { type: "button", class: "main", onclick: () => {
    if (here.getAttribute("aria-disabled")) return;
    said.textContent = "";
    if (!navigator.geolocation) return failed();
    here.setAttribute("aria-disabled", "true");
    say(t.placeSeeking);
    navigator.geolocation.getCurrentPosition(found, failed, { enableHighAccuracy: true, timeout: 20_000, maximumAge: 60_000 });
  } }, icon("pin"), t.placeHere);
  const row = h("div", { class: "row" }, here, action(t.placeWrite, done), action(t.cancel, done));
  return sheet(t.placeTitle, h("p", {}, t.placeText), said, row);
}

export function mailSheet({ t, api, conversation, notice }, done) {
  const said = h("p", { class: "problem", role: "alert", id: "mail-problem" });
  const input = h("input", { type: "email", id: "mail", autocomplete: "email", required: true, maxlength: 254, "aria-describedby": "mail-problem" });
  const bad = (text) => {
    said.textContent = text;
    input.setAttribute("aria-invalid", "true");
    input.focus();
  };
  const submit = async (event) => {
    event.preventDefault();
    const address = input.value.trim();
    if (!address || !input.checkValidity()) return bad(t.mailBad);
    try {
      await api.mail(await conversation.ready(), address);
    } catch ({ status }) {
      return bad(status === 422 ? t.mailBad : t.mailedNot);
    }
    done();
    notice(t.mailed(address));
  };
  const form = h(
    "form", { novalidate: true, onsubmit: submit }, h("label", { for: "mail" }, t.mailLabel), input, said,
    h("div", { class: "row" }, h("button", { class: "main" }, t.mailSend), action(t.cancel, done)),
  );
  return sheet(t.mailTitle, form);
}

export function eraseSheet({ t, conversation }, done) {
  const said = problem();
  const erase = async () => {
    try {
      await conversation.erase();
      done();
    } catch {
      said.textContent = t.erasedNot;
    }
  };
  const row = h("div", { class: "row" }, action(t.eraseYes, erase, "main danger"), action(t.cancel, done));
  return sheet(t.eraseTitle, h("p", {}, t.eraseText), said, row);
}
