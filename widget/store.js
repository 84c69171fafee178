// What survives a reload, kept per assistant. Private mode and blocked storage fall back to memory.
function working(get) {
  try {
    const storage = get();
    storage.setItem("komotini:probe", "1");
    storage.removeItem("komotini:probe");
    return storage;
  } catch {
    const memory = new Map();
    return {
      getItem: (key) => memory.get(key) ?? null,
      setItem: (key, value) => memory.set(key, String(value)),
      removeItem: (key) => memory.delete(key),
      key: (index) => [...memory.keys()][index] ?? null,
      get length() {
        return memory.size;
      },
    };
  }
}

export class Store {
  constructor(base) {
    this.prefix = `komotini:${base}:`;
    this.shared = working(() => window.localStorage); // of all tabs: session, outbox, language
    this.tab = working(() => window.sessionStorage); // of this tab: open, draft
  }

  read(name) {
    try {
      return JSON.parse(this.shared.getItem(this.prefix + name));
    } catch {
      return null;
    }
  }

  write(name, value) {
    try {
      if (value == null) this.shared.removeItem(this.prefix + name);
      else this.shared.setItem(this.prefix + name, JSON.stringify(value));
    } catch {
      // Full storage: the message is still sent from memory by the conversation that holds it.
    }
  }

  names(start) {
    const found = [];
    for (let index = 0; index < this.shared.length; index++) {
      const key = this.shared.key(index);
      if (key?.startsWith(this.prefix + start)) found.push(key.slice(this.prefix.length));
    }
    return found.sort();
  }

  get = (name) => this.tab.getItem(this.prefix + name);
  set = (name, value) => (value ? this.tab.setItem(this.prefix + name, value) : this.tab.removeItem(this.prefix + name));

  // Calls back with the name of what another tab changed.
  watch(changed, signal) {
    addEventListener("storage", (event) => event.key?.startsWith(this.prefix) && changed(event.key.slice(this.prefix.length)), { signal });
  }
}
