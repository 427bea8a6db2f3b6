// What the modules need of a browser, written by hand: storage, a document that carries events, and
// a shop that answers what a test tells it to.

class Storage {
  values = new Map();
  forbidden = false;
  full = false;
  #allowed() {
    if (this.forbidden) throw new Error("storage is forbidden");
  }
  getItem(name) {
    this.#allowed();
    return this.values.get(name) ?? null;
  }
  setItem(name, value) {
    this.#allowed();
    if (this.full) throw new Error("storage is full");
    this.values.set(name, String(value));
  }
  removeItem(name) {
    this.#allowed();
    this.values.delete(name);
  }
}

const set = (name, value) => Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });

// {document, localStorage, sessionStorage, beacons}: a browser in which nothing has happened yet.
export const browser = () => {
  const document = Object.assign(new EventTarget(), { cookie: "", hidden: false, querySelector: () => null });
  document.documentElement = { lang: "en-GB" };
  const beacons = [];
  const made = { document, localStorage: new Storage(), sessionStorage: new Storage(), beacons };
  set("document", document);
  set("localStorage", made.localStorage);
  set("sessionStorage", made.sessionStorage);
  set("location", { pathname: "/products/tea/", href: "http://shop.example/products/tea/" });
  set("HTMLElement", class {});
  set("customElements", { define: () => null });
  set("addEventListener", () => null);
  set("navigator", { onLine: true, cookieEnabled: true, sendBeacon: (path, body) => beacons.push({ path, body }) > 0 });
  return made;
};

// A shop: `answers` are taken one by one, each {status, body}, {status, text} or an Error for a lost
// request; what was asked is kept in `asked`.
export const shop = (...answers) => {
  const asked = [];
  set("fetch", async (path, { method, headers, body }) => {
    asked.push({ method, path, key: headers["Idempotency-Key"], body: body && JSON.parse(body), headers });
    const answer = answers.shift();
    if (!answer) throw new Error(`nobody expected ${method} ${path}`);
    if (answer instanceof Error) throw answer;
    const { status = 200, body: found = {}, text = JSON.stringify(found) } = answer;
    return { ok: status < 400, status, text: async () => text };
  });
  return { asked, left: answers };
};
