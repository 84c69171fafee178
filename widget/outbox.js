// Messages that the server has not answered yet. One storage entry each, so that two tabs never overwrite each other's;
// a copy in memory, so that a full storage loses nothing.
export class Outbox {
  constructor(store) {
    this.store = store;
    this.held = new Map();
    this.last = 0;
  }

  // `first` puts it before everything else (the greeting of a new session).
  put(item, first = false) {
    this.last = first ? 0 : Math.max(Date.now(), this.last + 1);
    const name = `out:${String(this.last).padStart(15, "0")}:${item.key}`;
    this.held.set(name, item);
    this.store.write(name, item);
  }

  all() {
    const names = new Set([...this.held.keys(), ...this.store.names("out:")]);
    return [...names].sort().map((name) => this.held.get(name) ?? this.store.read(name)).filter(Boolean);
  }

  remove(key) {
    for (const name of [...this.held.keys(), ...this.store.names("out:")]) {
      if (!name.endsWith(`:${key}`)) continue;
      this.held.delete(name);
      this.store.write(name, null);
    }
  }

  // Another tab has delivered it: forget the copy in memory. Returns the key.
  delivered(name) {
    this.held.delete(name);
    return name.split(":").slice(2).join(":");
  }

  clear() {
    for (const item of this.all()) this.remove(item.key);
  }
}
