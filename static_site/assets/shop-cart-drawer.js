// The cart beside the page that one is on. The dialog itself keeps the focus in, closes on Escape
// and gives the focus back.

import { CartLines } from "./cart-lines.js";
import * as cart from "./cart.js";
import { part } from "./parts.js";
import { fill } from "./slots.js";
import { money } from "./wording.js";

class ShopCartDrawer extends HTMLElement {
  #lines = null;

  connectedCallback() {
    this.#lines = new CartLines(this.querySelector("[data-slot=lines]"));
    this.addEventListener("click", ({ target }) => {
      const wish = target.closest("[data-do]")?.dataset.do;
      // a click on the dialog itself is one beside what it holds
      if (wish === "close" || target === this.#dialog) this.#dialog.close();
      if (wish === "retry") this.#load();
    });
    document.addEventListener("cart-changed", ({ detail }) => this.#dialog.open && this.#show(detail));
    // back from a page that may have changed the cart
    addEventListener("pageshow", ({ persisted }) => persisted && this.#dialog.open && this.#load());
  }

  get #dialog() {
    return this.querySelector("dialog");
  }

  async open() {
    if (!this.#dialog.open) {
      part(this, "loading");
      this.#dialog.showModal();
    }
    await this.#load();
  }

  async #load() {
    try {
      this.#show(await cart.current());
      await this.#lines.count();
    } catch (problem) {
      fill(this, { message: problem.message });
      part(this, "failed");
    }
  }

  #show(found) {
    this.#lines.show(found);
    part(this, found?.lines.length ? "ready" : "empty");
    if (found) fill(this, { sum: money(found.totals.total) });
  }
}

customElements.define("shop-cart-drawer", ShopCartDrawer);
