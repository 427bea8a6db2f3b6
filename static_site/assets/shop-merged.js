// What became of two carts when somebody signed in, until they have read it.

import { keptHere } from "./kept.js";
import { MERGED } from "./signed-in.js";
import { each, fill } from "./slots.js";

const nameOf = ({ title, choice }) => [title, choice].filter(Boolean).join(", ");

const CAPS = {
  stock: (quantity) => (quantity ? `only ${quantity} left, so that is how many are in the cart` : "none left, so it is out"),
  limit: (quantity) => `one order may have ${quantity} at most`,
  amount: (quantity) => `${quantity}, since one order cannot be worth more`,
};
const LEFT = {
  cart_full: "not in it, because the cart is full",
  not_sold: "not in it, because it is no longer sold",
  amount: "not in it, since one order cannot be worth more",
};

const cappedText = (one) => `${nameOf(one)}: you had ${one.wanted} in both; ${CAPS[one.by](one.quantity)}.`;
const leftText = (one) => `${nameOf(one)} (${one.quantity}): ${LEFT[one.why]}.`;

class ShopMerged extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", ({ target }) => target.closest("[data-do=read]") && this.#read());
    document.addEventListener("carts-merged", () => this.#show());
    this.#show();
  }

  #show() {
    const told = keptHere.recall(MERGED);
    this.hidden = !told;
    if (!told) return;
    const lines = [...told.capped.map(cappedText), ...told.left_out.map(leftText)];
    fill(this, {
      text: lines.length ? "Not everything went in as it was:" : "What was in each of them is in the one you have now.",
      lines: each("merged-line", lines, (text) => ({ text })),
      cart: location.pathname !== "/cart/" && { href: "/cart/" },
    });
  }

  #read() {
    keptHere.keep(MERGED, null);
    this.hidden = true;
    this.closest("main").focus({ preventScroll: true });
  }
}

customElements.define("shop-merged", ShopMerged);
