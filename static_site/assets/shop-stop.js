// The link of a letter that says "stop it, that was not me": /account/confirm/#stop.<key> for another
// address, /account/recover/#stop.<key> for a second step that somebody wants off. Whoever opens the
// letter to look at it stops nothing yet: the page asks first.

import { stopEmailChange, stopRecovery } from "./accounts.js";
import { once } from "./attempt.js";
import { keyOfLink } from "./link-key.js";
import { toggle } from "./parts.js";
import { fill } from "./slots.js";

const STEPS = ["unknown", "ask", "working", "stopped", "refused"];
const STOP = { recovery: stopRecovery, "email-change": stopEmailChange };

class ShopStop extends HTMLElement {
  #key = "";

  connectedCallback() {
    this.addEventListener("click", ({ target }) => {
      const button = target.closest("[data-do=stop]");
      if (button) once(button, () => this.#stop());
    });
    addEventListener("hashchange", () => this.#read());
    this.#read();
  }

  #read() {
    this.#key = keyOfLink("stop");
    if (this.#key) this.hidden = false;
    this.#show(this.#key ? "ask" : "unknown");
  }

  #show(name) {
    for (const step of STEPS) toggle(this, step, step === name);
  }

  async #stop() {
    this.#show("working");
    try {
      await STOP[this.dataset.stops](this.#key);
      this.#show("stopped");
    } catch (problem) {
      fill(this, { wrong: problem.message });
      this.#show("refused");
      // nobody knows whether it arrived: the button comes back
      if (problem.isOpen) toggle(this, "ask", true);
    }
  }
}

customElements.define("shop-stop", ShopStop);
