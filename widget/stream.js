// Keeps what others say coming in: a WebSocket, and where WebSockets are blocked a question every few seconds.
import { Backoff } from "./timing.js";

const POLL = 4_000;
const QUIET = 45_000; // an open socket may be dead without knowing it; now and then we ask

export class Stream {
  // connect() → WebSocket; heard(frame); catchUp() → Promise, rejects when the server can't be reached
  constructor({ connect, heard, catchUp }) {
    Object.assign(this, { connect, heard, catchUp, failures: 0 });
    this.backoff = new Backoff();
    this.open();
  }

  open() {
    if (this.stopped || this.socket) return;
    try {
      this.socket = this.connect();
    } catch {
      return this.lost(); // forbidden by the page's policy
    }
    const socket = this.socket;
    socket.onopen = () => {
      this.failures = 0;
      this.backoff.reset();
      this.ask(QUIET);
    };
    socket.onmessage = (event) => {
      try {
        this.heard(JSON.parse(event.data));
      } catch {
        // Not one of ours.
      }
    };
    socket.onclose = () => socket === this.socket && this.lost();
  }

  lost() {
    this.socket = null;
    this.failures++;
    this.backoff.again(() => this.open());
    // The first loss is usually a moment without network; from the second on, ask.
    if (this.failures >= 2) this.ask(POLL);
  }

  // Ask now, and again after the pause, until the next call or stop().
  ask(pause) {
    clearTimeout(this.timer);
    this.catchUp()
      .catch(() => {})
      .finally(() => {
        clearTimeout(this.timer);
        if (!this.stopped) this.timer = setTimeout(() => this.ask(this.socket?.readyState === 1 ? QUIET : POLL), pause);
      });
  }

  // The network is said to be back, or the page is looked at again.
  wake() {
    if (this.stopped) return;
    this.backoff.reset();
    if (this.socket) this.ask(QUIET);
    else this.open();
  }

  stop() {
    this.stopped = true;
    clearTimeout(this.timer);
    this.backoff.reset();
    this.socket?.close();
    this.socket = null;
  }
}
