// All orders of whoever is signed in, newest first, a page at a time.

import { enter } from "./account-page.js";
import { once } from "./attempt.js";
import { rowsOf } from "./order-rows.js";
import { listOrders } from "./orders.js";
import { fill } from "./slots.js";

const AT_ONCE = 20;

class ShopOrders extends HTMLElement {
  #next = null;

  connectedCallback() {
    const button = this.querySelector("[data-do=more]");
    button.addEventListener("click", () => once(button, () => this.#more()));
    enter(this, async () => {
      const { data, next_cursor: next } = await listOrders(AT_ONCE);
      this.#place.replaceChildren(...rowsOf(data));
      this.#goesOn(next);
      return data.length ? "ready" : "empty";
    });
  }

  get #place() {
    return this.querySelector("[data-slot=orders]");
  }

  #goesOn(next) {
    this.#next = next;
    this.querySelector("[data-do=more]").hidden = !next;
  }

  async #more() {
    fill(this, { wrong: "" });
    try {
      const { data, next_cursor: next } = await listOrders(AT_ONCE, this.#next);
      const rows = rowsOf(data);
      this.#place.append(...rows);
      this.#goesOn(next);
      // the button may be gone: the first of what came has the focus
      rows[0]?.querySelector("a").focus();
    } catch (problem) {
      fill(this, { wrong: problem.message });
    }
  }
}

customElements.define("shop-orders", ShopOrders);
