// The search page: works on the list of products that the shop publishes, in this browser.

import { ask } from "./api.js";
import { tell } from "./consent.js";
import { prepared, search } from "./searching.js";
import { link, part } from "./parts.js";
import { each, fill } from "./slots.js";
import { money } from "./wording.js";

const MOST = 60;
const CALM_MS = 150;
const TOLD_MS = 1_500;

const priceOf = ({ price }) => {
  if (!price) return "";
  return `${price.from ? "from " : ""}${money(price)}`;
};

const pictureOf = ({ picture }) => {
  const src = typeof picture === "string" ? picture : picture?.src;
  return src ? { src: link(src), alt: "" } : null;
};

const countOf = (found) => {
  const all = found === 1 ? "1 product" : `${found} products`;
  return found > MOST ? `${all}, the best ${MOST} of them here` : all;
};

class ShopSearch extends HTMLElement {
  #index = null;
  #timer = 0;
  #told = 0;

  connectedCallback() {
    const field = this.#field;
    // a link may ask for more than the field takes
    field.value = (new URLSearchParams(location.search).get("q") ?? "").slice(0, field.maxLength);
    field.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#show();
    });
    field.addEventListener("input", () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#show(), CALM_MS);
    });
    this.addEventListener("click", ({ target }) => target.closest("[data-do=retry]") && this.#load());
    this.#load();
  }

  get #field() {
    return (this.querySelector("input[name=q]") ?? document.querySelector("input[name=q]"));
  }

  async #load() {
    part(this, "loading");
    try {
      const { products } = await ask("GET", "/search/index.json");
      this.#index = prepared(products);
      this.#show();
    } catch (problem) {
      fill(this, { message: problem.message });
      part(this, "failed");
    }
  }

  #show() {
    if (!this.#index) return;
    const query = this.#field.value.trim();
    const address = query ? `?${new URLSearchParams({ q: query })}` : location.pathname;
    history.replaceState(history.state, "", address);
    const found = search(this.#index, query);
    fill(this, {
      query,
      count: query && countOf(found.length),
      results: each("search-hit", found.slice(0, MOST), (entry) => ({
        link: { href: link(entry.url) },
        name: entry.name,
        brand: entry.brand,
        price: priceOf(entry),
        picture: pictureOf(entry),
      })),
    });
    part(this, !query ? "start" : found.length ? "ready" : "none");
    clearTimeout(this.#told);
    if (query) this.#told = setTimeout(() => tell("search", { query: query.slice(0, 100), results: found.length }), TOLD_MS);
  }
}

customElements.define("shop-search", ShopSearch);
