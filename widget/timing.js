// Growing pauses with jitter, so that a thousand browsers don't come back in the same second.
export class Backoff {
  constructor(start = 600, cap = 30_000) {
    Object.assign(this, { start, cap, tries: 0, timer: 0 });
  }

  again(work) {
    clearTimeout(this.timer);
    const pause = Math.min(this.cap, this.start * 2 ** this.tries++);
    this.timer = setTimeout(work, pause * (0.5 + Math.random() / 2));
  }

  reset() {
    clearTimeout(this.timer);
    this.tries = 0;
  }
}

// crypto.randomUUID and navigator.locks exist only in secure contexts; a page on plain http gets the long way round.
export function uuid() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}

// One tab at a time sends. Without locks two tabs may both send, and the server's idempotency keys keep it single.
export const oneAtATime = (name, work) => (navigator.locks ? navigator.locks.request(name, work) : work());
