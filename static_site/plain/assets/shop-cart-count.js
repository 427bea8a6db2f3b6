// How many units are in the cart, in the head of every page.

import * as cart from "./cart.js";
import { CART } from "./kept.js";

class ShopCartCount extends HTMLElement {
  connectedCallback() {
    document.addEventListener("cart-changed", (event) => this.#show(event.detail));
    // another window of the same shopper filled the cart
    addEventListener("storage", (event) => event.key === CART && this.#read());
    addEventListener("pageshow", (event) => event.persisted && this.#read());
    this.#read();
  }

  async #read() {
    try {
      this.#show(await cart.current());
    } catch {
      this.textContent = "";
    }
  }

  #show(found) {
    const count = cart.units(found);
    this.textContent = count ? `(${count})` : "";
  }
}

customElements.define("shop-cart-count", ShopCartCount);
