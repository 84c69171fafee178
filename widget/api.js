// The assistant's HTTP interface. Every failure is an ApiError; status 0 means that nothing answered.
export class ApiError extends Error {
  constructor(status, code, message) {
    super(message);
    Object.assign(this, { status, code });
  }
}

const parsed = (text) => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

function failure(status, text) {
  const { code = "", message = "" } = parsed(text)?.error ?? {};
  return new ApiError(status, code, message);
}

export class Api {
  constructor(base) {
    this.base = base;
  }

  async call(method, path, { session, body, headers = {} } = {}) {
    if (session) headers.Authorization = `Bearer ${session.token}`;
    if (body) headers["Content-Type"] = "application/json";
    let response;
    try {
      const signal = AbortSignal.timeout?.(60_000);
      response = await fetch(new URL(path, this.base), {
        method, headers, signal, body: body && JSON.stringify(body), credentials: "omit", cache: "no-store",
      });
      if (response.ok) return headers.Accept ? await response.blob() : parsed(await response.text());
    } catch {
      throw new ApiError(0, "network", "");
    }
    throw failure(response.status, await response.text().catch(() => ""));
  }

  of = (session, rest = "") => `api/chat/sessions/${encodeURIComponent(session.id)}${rest}`;

  async open(language) {
    const { session_id: id, token } = await this.call("POST", "api/chat/sessions", { body: { language } });
    return { id, token };
  }

  async send(session, { key, text, payload }) {
    const body = payload ? { payload } : { text };
    const options = { session, body, headers: { "Idempotency-Key": key } };
    const { id, messages = [] } = (await this.call("POST", this.of(session, "/messages"), options)) ?? {};
    return { id, messages };
  }

  after = async (session, id) => (await this.call("GET", this.of(session, `/messages?after=${id}`), { session }))?.messages ?? [];
  erase = (session) => this.call("DELETE", this.of(session), { session });
  mail = (session, email) => this.call("POST", this.of(session, "/transcript/email"), { session, body: { email } });
  file = (session, url) => this.call("GET", url, { session, headers: { Accept: "*/*" } });
  transcript = (session) => this.file(session, this.of(session, "/transcript?format=txt"));

  // XMLHttpRequest, because fetch can't tell how much of an upload has gone.
  upload(session, blob, name, progress, signal) {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open("POST", new URL(this.of(session, "/attachments"), this.base));
      request.setRequestHeader("Authorization", `Bearer ${session.token}`);
      request.upload.onprogress = (event) => event.lengthComputable && progress(event.loaded / event.total);
      request.onload = () =>
        request.status < 300 ? resolve(parsed(request.responseText)) : reject(failure(request.status, request.responseText));
      request.onerror = request.onabort = () => reject(new ApiError(0, "network", ""));
      signal?.addEventListener("abort", () => request.abort());
      const form = new FormData();
      form.append("file", blob, name);
      request.send(form);
    });
  }

  stream(session) {
    const url = new URL(this.of(session, "/stream"), this.base);
    url.protocol = url.protocol.replace("http", "ws");
    return new WebSocket(url, ["bearer", session.token]);
  }
}
