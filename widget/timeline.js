// The messages in order. The server's number decides; what it hasn't numbered yet comes last, as written.
export class Timeline {
  constructor() {
    this.clear();
  }

  clear() {
    this.items = [];
    this.known = new Set();
    this.complete = 0; // every message up to this number has been seen
    this.written = 0;
  }

  // One message of ours that the server hasn't confirmed.
  write(item) {
    this.items.push({ sender: "citizen", order: 1e9 + this.written++, state: "waiting", buttons: [], ...item });
  }

  own(key) {
    return this.items.find((item) => item.key === key);
  }

  discard(key) {
    this.items = this.items.filter((item) => item.key !== key);
  }

  // The server has answered `key`: its number, or where it says none a place just before the answers.
  settle(key, id, answers) {
    const item = this.own(key);
    if (id) this.known.add(id);
    if (!item || item.id) return;
    item.state = "sent";
    if (id) item.id = item.order = id;
    else if (answers.length) item.order = Math.min(...answers.map((answer) => answer.id)) - 0.5;
    this.sort();
  }

  // Takes the server's messages, each once. Returns those that are new to this tab.
  take(messages) {
    const fresh = [];
    for (const message of messages) {
      if (typeof message?.id !== "number" || this.known.has(message.id)) continue;
      this.known.add(message.id);
      if (message.sender === "citizen" && message.payload === "/greet") continue; // ours, never the citizen's words
      const item = { buttons: [], state: "sent", ...message, order: message.id };
      const mine = message.sender === "citizen" && this.match(message);
      if (mine) Object.assign(mine, { id: item.id, order: item.order, at: item.at, state: "sent" });
      else {
        this.items.push(item);
        fresh.push(item);
      }
    }
    while (this.known.has(this.complete + 1)) this.complete++;
    this.sort();
    return fresh;
  }

  // Which of our unnumbered messages this is: by its key where the server says it, else the oldest with the same words.
  match({ key, text, payload }) {
    const open = this.items.filter((item) => item.sender === "citizen" && !item.id);
    if (key) return open.find((item) => item.key === key);
    const same = (item) => (payload ? item.payload === payload : item.payload ? item.label === text || !text : item.text?.trim() === text);
    return open.find(same);
  }

  // After a full answer of the server there is nothing missing below its highest number.
  upTo = (id) => (this.complete = Math.max(this.complete, id));
  sort = () => this.items.sort((a, b) => a.order - b.order);
  get gap() {
    return this.known.size > 0 && Math.max(...this.known) > this.complete;
  }
}
