// A wishlist that somebody shared: /wishlist/#<token>. What is behind # stays in the browser.

import { once } from "./attempt.js";
import { part, toggle } from "./parts.js";
import { fill } from "./slots.js";
import { rowOf } from "./wish-rows.js";
import { readShared } from "./wishlists.js";

class ShopWishlist extends HTMLElement {
  #next = null;

  connectedCallback() {
    this.addEventListener("click", ({ target }) => {
      const button = target.closest("button[data-do]");
      if (button?.dataset.do === "retry") this.#open();
      if (button?.dataset.do === "more") once(button, () => this.#more());
    });
    addEventListener("hashchange", () => this.#open());
    this.#open();
  }

  get #token() {
    return location.hash.slice(1);
  }

  async #open() {
    part(this, "loading");
    if (!this.#token) return part(this, "unknown");
    try {
      const list = await readShared(this.#token);
      fill(this, { name: list.name, wishes: list.data.map(rowOf) });
      toggle(this, "nothing", !list.data.length);
      this.#goesOn(list.next_cursor);
      part(this, "ready");
    } catch (problem) {
      fill(this, { message: problem.message });
      part(this, [401, 404].includes(problem.status) ? "unknown" : "failed");
    }
  }

  #goesOn(next) {
    this.#next = next;
    this.querySelector("[data-do=more]").hidden = !next;
  }

  async #more() {
    fill(this, { wrong: "" });
    try {
      const { data, next_cursor: next } = await readShared(this.#token, this.#next);
      const rows = data.map(rowOf);
      this.querySelector("[data-slot=wishes]").append(...rows);
      this.#goesOn(next);
      rows[0]?.querySelector("a").focus();
    } catch (problem) {
      fill(this, { wrong: problem.message });
    }
  }
}

customElements.define("shop-wishlist", ShopWishlist);
