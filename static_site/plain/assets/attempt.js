// One thing that somebody wants done once. However often the button is clicked or the request sent
// again, the shop sees one Idempotency-Key, until an answer is final or what is wanted changes.

export class Attempt {
  #wish = null;
  #key = "";

  keyFor(wish) {
    const text = JSON.stringify(wish);
    if (text !== this.#wish) {
      this.#wish = text;
      this.#key = crypto.randomUUID();
    }
    return this.#key;
  }

  // A refusal is kept under its key for a day, so the next try needs another.
  settle(problem = null) {
    if (!problem?.isOpen) this.#wish = null;
  }
}

// As long as a double click takes, and a bit.
export const CALM_MS = 600;

const begun = new WeakMap();

// Runs `work` unless `element` is at work already, or was asked less than `calm` ago; says so to eyes
// and screen readers alike.
export const once = async (element, work, calm = 0) => {
  const now = performance.now();
  if (element.getAttribute("aria-busy") === "true" || now - begun.get(element) < calm) return;
  begun.set(element, now);
  element.setAttribute("aria-busy", "true");
  try {
    await work();
  } finally {
    element.removeAttribute("aria-busy");
  }
};
