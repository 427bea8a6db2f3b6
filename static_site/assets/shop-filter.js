// Narrows the cards of this page: by brand, what is in stock, and price. Cards tell what they are by
// data-brand, data-availability and data-amount (minor units).

import { fits, sizeOf, wishOf } from "./filtering.js";
import { fill } from "./slots.js";
import { digitsOf } from "./wording.js";

class ShopFilter extends HTMLElement {
  #cards = [];

  connectedCallback() {
    this.#cards = [...document.querySelectorAll("main article[data-availability]")];
    if (this.#cards.length < 2) return;
    this.hidden = false;
    const form = this.querySelector("form");
    form.addEventListener("input", () => this.#apply(form));
    form.addEventListener("submit", (event) => event.preventDefault());
    // after the browser has emptied the fields
    form.addEventListener("reset", () => setTimeout(() => this.#apply(form)));
    // what the browser filled in again on the way back
    addEventListener("pageshow", () => this.#apply(form));
  }

  #apply(form) {
    const wish = wishOf(new FormData(form), digitsOf(this.dataset.currency));
    let shown = 0;
    for (const card of this.#cards) {
      const fit = fits(card.dataset, wish);
      (card.closest("li") ?? card).hidden = !fit;
      shown += fit;
    }
    const all = this.#cards.length;
    const filters = sizeOf(wish);
    fill(this, { count: filters && `(${filters})`, shown: String(shown), told: filters && `${shown} of the ${all} on this page` });
    for (const none of document.querySelectorAll("main [data-part=none]")) none.hidden = shown > 0;
  }
}

customElements.define("shop-filter", ShopFilter);
