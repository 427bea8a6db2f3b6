// What is left right now, and <shop-stock sku="…"> that says so once somebody sees it.

import { ask } from "./api.js";

const SKUS_AT_ONCE = 50;
const FRESH_MS = 30_000;
let asked = null;

const send = async (skus) => {
  const found = new Map();
  for (let i = 0; i < skus.length; i += SKUS_AT_ONCE) {
    const query = new URLSearchParams(skus.slice(i, i + SKUS_AT_ONCE).map((sku) => ["sku", sku]));
    const { data } = await ask("GET", `/api/catalog/availability?${query}`);
    for (const one of data) found.set(one.sku, one);
  }
  return found;
};

// {sku, availability, available, date}; raises Problem. Who asks in the same moment shares a request.
export const availabilityOf = async (sku) => {
  if (!asked) {
    const skus = new Set();
    const found = new Promise((resolve) => setTimeout(resolve)).then(() => {
      asked = null;
      return send([...skus]);
    });
    asked = { skus, found };
  }
  asked.skus.add(sku);
  return (await asked.found).get(sku);
};

const day = (date) =>
  new Date(date).toLocaleDateString(document.documentElement.lang, { dateStyle: "long" });

export const left = ({ availability, available, date }) =>
  ({
    out_of_stock: "Out of stock",
    backorder: date ? `On order, expected ${day(date)}` : "On order",
    low_stock: available ? `Only ${available} left` : "Few left",
  })[availability] ?? "In stock";

class ShopStock extends HTMLElement {
  static observedAttributes = ["sku"];
  #inSight = false;
  #until = 0;

  connectedCallback() {
    new IntersectionObserver(([seen]) => {
      this.#inSight = seen.isIntersecting;
      this.#ask();
    }).observe(this);
    // somebody came back to a page that may say what is long sold
    document.addEventListener("visibilitychange", () => this.#ask());
  }

  attributeChangedCallback() {
    this.#until = 0;
    this.#ask();
  }

  show(stock) {
    const badge = this.querySelector(".badge") ?? this;
    badge.textContent = left(stock);
    badge.className = `badge ${stock.availability}`;
  }

  async #ask() {
    const sku = this.getAttribute("sku");
    if (!this.#inSight || document.hidden || performance.now() < this.#until) return;
    this.#until = performance.now() + FRESH_MS;
    try {
      const stock = await availabilityOf(sku);
      if (sku !== this.getAttribute("sku")) return;
      this.show(stock);
      this.dispatchEvent(new CustomEvent("stock-known", { bubbles: true, detail: stock }));
    } catch {
      this.#until = 0; // what the page itself says of its stock stays
    }
  }
}

customElements.define("shop-stock", ShopStock);
