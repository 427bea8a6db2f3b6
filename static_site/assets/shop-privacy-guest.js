// A copy, or erasure, for somebody who bought without an account: a code sent to the address shows
// that it is theirs. What it answers is the same whether anything is held about it or not.

import { wrongEmail } from "./address-needs.js";
import { Problem } from "./api.js";
import { digitsOf, wrongDigits } from "./code-typing.js";
import { send } from "./one-field.js";
import { part } from "./parts.js";
import { askAsGuest, eraseAsGuest, exportAsGuest } from "./privacy.js";
import { sure } from "./sure.js";
import { fill } from "./slots.js";

const require = (text) => {
  if (text) throw new Problem({ status: 422, code: "incomplete", detail: text });
};

class ShopPrivacyGuest extends HTMLElement {
  #challenge = null;
  #email = "";

  connectedCallback() {
    this.addEventListener("submit", (event) => {
      if (event.target.method === "dialog") return;
      event.preventDefault();
      if (event.target.dataset.do === "address") this.#askCode(event.target);
      else this.#enter(event.target, event.submitter?.value ?? "export");
    });
    this.addEventListener("click", ({ target }) => target.closest("[data-do=back]") && this.#step("start"));
    part(this, "start");
  }

  #step(name) {
    part(this, name);
    this.querySelector(`[data-part=${name}] :is(input, h2)`)?.focus();
  }

  async #askCode(form) {
    const done = await send(form, async () => {
      this.#email = form.elements.email.value.trim();
      require(this.#email ? wrongEmail(this.#email) : "Type the address that you ordered with.");
      this.#challenge = await askAsGuest(this.#email);
    });
    if (!done) return;
    fill(this, { email: this.#email });
    this.#step("form");
  }

  async #enter(form, wish) {
    const { code } = form.elements;
    if (wish === "erase" && !wrongDigits(code.value) && !(await sure(this.querySelector("dialog")))) return;
    const done = await send(form, async () => {
      require(wrongDigits(code.value));
      const ask = wish === "erase" ? eraseAsGuest : exportAsGuest;
      await ask(this.#challenge.id, digitsOf(code.value));
    });
    if (!done) return;
    form.reset();
    this.#step(wish === "erase" ? "none" : "ready");
  }
}

customElements.define("shop-privacy-guest", ShopPrivacyGuest);
