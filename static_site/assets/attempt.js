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

  // Sends by `send(key)`, and answers what it answers.
  async under(wish, send) {
    try {
      const answer = await send(this.keyFor(wish));
      this.settle();
      return answer;
    } catch (problem) {
      this.settle(problem);
      throw problem;
    }
  }

  // A refusal is kept under its key for a day, so the next try needs another.
  settle(problem = null) {
    if (!problem?.isOpen) this.#wish = null;
  }
}

// Runs `work` unless `element` is at work already; says so to eyes and screen readers alike.
export const once = async (element, work) => {
  if (element.ariaBusy === "true") return;
  element.ariaBusy = "true";
  try {
    await work();
  } finally {
    element.ariaBusy = null;
  }
};
