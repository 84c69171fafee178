// The conversation without its looks: session, outgoing messages, incoming messages. It tells what changed by events:
// "change" (timeline or state), "fresh" (detail: new messages of others), "notice" (detail: name of a sentence in strings.js).
import { ApiError } from "./api.js";
import { Outbox } from "./outbox.js";
import { Stream } from "./stream.js";
import { Timeline } from "./timeline.js";
import { Backoff, oneAtATime, uuid } from "./timing.js";

const GONE = [401, 403, 404, 410];
const REFUSED = (status) => status >= 400 && status < 500 && ![408, 409, 425, 429].includes(status);
const TYPING = 12_000;

export class Conversation extends EventTarget {
  constructor(api, store, language) {
    super();
    Object.assign(this, { api, store, language, trouble: null, typing: false, loaded: false });
    this.outbox = new Outbox(store);
    this.timeline = new Timeline();
    this.backoff = new Backoff();
    this.ending = new AbortController();
  }

  tell = (name, detail) => this.dispatchEvent(new CustomEvent(name, { detail }));
  get session() {
    return this.store.read("session") ?? this.kept ?? null;
  }
  get waiting() {
    return this.outbox.all().length > 0;
  }

  // Goes on with the stored conversation, or begins one. Harmless when called again.
  start() {
    if (this.started) return;
    this.started = true;
    const { signal } = this.ending;
    addEventListener("online", () => this.wake(), { signal });
    addEventListener("offline", () => this.troubled("offline"), { signal });
    document.addEventListener("visibilitychange", () => document.hidden || this.wake(), { signal });
    this.store.watch((name) => this.otherTab(name), signal);
    for (const item of this.outbox.all()) this.show(item);
    if (this.session) this.listen();
    this.flush();
  }

  stop() {
    this.ending.abort();
    this.stream?.stop();
    this.backoff.reset();
  }

  wake() {
    this.stream?.wake();
    this.backoff.reset();
    this.flush();
  }

  send(message) {
    const item = { key: uuid(), ...message };
    const { preview, ...lasting } = item;
    this.outbox.put(lasting);
    this.show(item);
    this.start();
    this.flush();
  }

  show(item) {
    if (item.payload === "/greet" || this.timeline.own(item.key)) return;
    this.timeline.write(item);
    this.tell("change");
  }

  async flush() {
    if (this.flushing) return void (this.again = true);
    this.flushing = true;
    try {
      await oneAtATime(`${this.store.prefix}send`, () => this.deliverAll());
      this.backoff.reset();
    } catch (problem) {
      this.troubled(problem.status ? "unavailable" : "offline");
      this.backoff.again(() => this.flush());
    }
    this.flushing = false;
    this.typing = false;
    this.tell("change");
    if (this.again) {
      this.again = false;
      this.flush();
    }
  }

  async deliverAll() {
    let losses = 0;
    // With nothing to send, a conversation that was ended stays ended.
    while (this.waiting || (!this.session && !this.ended)) {
      const session = await this.sessionOrNew();
      const [item] = this.outbox.all();
      if (!item) return;
      try {
        await this.deliver(session, item);
      } catch (problem) {
        if (!GONE.includes(problem.status) || losses++) throw problem;
        this.lose(session);
      }
    }
  }

  async sessionOrNew() {
    if (this.session) return this.session;
    const session = await this.api.open(this.language);
    this.kept = session;
    this.ended = false;
    // The key follows from the session, so that two tabs greet once.
    this.outbox.put({ key: `greet-${session.id}`, payload: "/greet" }, true);
    this.store.write("session", session);
    this.listen();
    return session;
  }

  // The session, begun now if there is none yet (for uploads and e-mail, which need one).
  ready() {
    return oneAtATime(`${this.store.prefix}send`, () => this.sessionOrNew());
  }

  async deliver(session, item) {
    const shown = this.timeline.own(item.key);
    if (shown) shown.state = "sending";
    this.typing = true;
    this.tell("change");
    try {
      const { id, messages } = await this.api.send(session, item);
      this.outbox.remove(item.key);
      if (this.session?.id !== session.id) return; // deleted meanwhile
      this.timeline.settle(item.key, id, messages);
      this.receive(messages);
    } catch (problem) {
      if (shown) shown.state = "waiting";
      if (!(problem instanceof ApiError) || GONE.includes(problem.status) || !REFUSED(problem.status)) throw problem;
      this.outbox.remove(item.key);
      if (shown) Object.assign(shown, { state: "failed", error: problem.message });
    }
  }

  receive(messages) {
    this.trouble = null;
    const fresh = this.timeline.take(messages).filter((item) => item.sender !== "citizen");
    if (fresh.length) this.typing = false;
    this.tell("change");
    if (fresh.length) this.tell("fresh", fresh);
  }

  listen() {
    const session = this.session;
    if (this.stream && this.listening === session.id) return;
    this.stream?.stop();
    this.listening = session.id;
    this.stream = new Stream({
      connect: () => this.api.stream(session),
      heard: (frame) => this.listening === session.id && this.heard(frame),
      catchUp: () => this.catchUp(session),
    });
    this.catchUp(session).catch(() => {});
  }

  heard(frame) {
    if (frame.type === "typing") {
      this.typing = true;
      clearTimeout(this.typingTimer);
      this.typingTimer = setTimeout(() => this.flushing || ((this.typing = false), this.tell("change")), TYPING);
      return this.tell("change");
    }
    this.receive([frame]);
    if (this.timeline.gap) this.catchUp(this.session).catch(() => {});
  }

  async catchUp(session) {
    if (!session || this.listening !== session.id) return;
    const { complete } = this.timeline;
    try {
      const messages = await this.api.after(session, complete);
      if (this.listening !== session.id) return;
      this.receive(messages);
      this.timeline.upTo(Math.max(complete, ...messages.map((message) => message.id)));
      this.loaded = true;
      this.tell("change");
      if (this.waiting && !this.flushing) this.flush();
    } catch (problem) {
      if (GONE.includes(problem.status)) {
        this.lose(session);
        return this.flush();
      }
      this.troubled(problem.status ? "unavailable" : "offline");
      throw problem;
    }
  }

  troubled(kind) {
    this.trouble = kind;
    this.tell("change");
  }

  // The server no longer knows this conversation. Words of the citizen go to the next one; answers to its buttons would be out of place.
  lose(session) {
    if (this.session?.id === session.id) {
      for (const item of this.outbox.all()) if (item.payload) this.outbox.remove(item.key);
      this.store.write("session", null);
      this.kept = null;
    }
    this.forget();
    this.tell("notice", "expired");
  }

  forget() {
    this.stream?.stop();
    this.stream = this.listening = null;
    this.trouble = null;
    this.loaded = false;
    this.timeline.clear();
    for (const item of this.outbox.all()) this.show(item);
    this.tell("change");
  }

  // Deletes everything here and there. Rejects, and deletes nothing, when the server can't be reached.
  async erase() {
    const { session } = this;
    if (session) {
      await this.api.erase(session).catch((problem) => {
        if (!GONE.includes(problem.status)) throw problem;
      });
    }
    this.ended = true;
    this.outbox.clear();
    this.store.write("session", null);
    this.kept = null;
    this.forget();
    this.tell("notice", "erased");
  }

  otherTab(name) {
    if (name === "session") {
      const { session } = this;
      if (session && session.id !== this.listening) {
        this.forget();
        this.listen();
      } else if (!this.store.read("session")) {
        this.kept = null;
        this.ended = true;
        this.forget();
        this.tell("notice", "erased");
      }
    } else if (name.startsWith("out:") && !this.store.read(name)) {
      const item = this.timeline.own(this.outbox.delivered(name));
      if (item && item.state !== "sent") item.state = "sent";
      this.tell("change");
    }
  }
}
