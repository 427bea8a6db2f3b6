// What is on sale: categories beside, products in a grid, a page more at a time.

import { listCategories, listProducts } from "./api.js";
import { once } from "./attempt.js";
import { html, show } from "./html.js";
import { failed } from "./problems.js";
import { say } from "./said.js";
import { left, money } from "./wording.js";

const SORTS = { newest: "Newest", price_asc: "Price, low to high", price_desc: "Price, high to low", name: "Name" };
const BEST_FIRST = ["in_stock", "low_stock", "backorder", "out_of_stock"];

const address = (category, sort) => {
  const query = new URLSearchParams();
  if (category) query.set("category", category);
  if (sort !== "newest") query.set("sort", sort);
  return `/${query.size ? `?${query}` : ""}`;
};

const find = (nodes, slug) => {
  for (const node of nodes) {
    const found = node.slug === slug ? node : find(node.children, slug);
    if (found) return found;
  }
  return null;
};

const priceOf = (product) => {
  const prices = product.variants.map((variant) => variant.price).filter(Boolean);
  if (!prices.length) return "Not sold at the moment";
  const lowest = prices.reduce((low, price) => (price.amount < low.amount ? price : low));
  const differ = prices.some((price) => price.amount !== lowest.amount);
  return html`${differ && html`<span class="soft">from</span> `}${money(lowest)}`;
};

const badge = (product) => {
  const levels = product.variants.map((variant) => variant.availability);
  const best = BEST_FIRST.find((level) => levels.includes(level)) ?? "out_of_stock";
  return best !== "in_stock" && html`<p class="badge ${best}">${left({ availability: best })}</p>`;
};

const card = (product) => html`<li class="card">
  <a href="/product/?slug=${encodeURIComponent(product.slug)}">
    ${product.images[0]
      ? html`<img src="${product.images[0].url}" alt="" width="400" height="300" loading="lazy">`
      : html`<span class="blank"></span>`}
    <h2>${product.name}</h2>
  </a>
  ${product.brand && html`<p class="soft">${product.brand}</p>`}
  <p class="price">${priceOf(product)}</p>
  ${badge(product)}
</li>`;

const WAITING = html`<ul class="grid" aria-hidden="true">
  ${Array.from({ length: 8 }, () => html`<li class="card waiting"><span class="blank"></span></li>`)}
</ul>`;

class ShopShelf extends HTMLElement {
  #category = "";
  #sort = "newest";
  #cursor = null;

  connectedCallback() {
    const query = new URLSearchParams(location.search);
    this.#category = query.get("category") ?? "";
    this.#sort = query.get("sort") in SORTS ? query.get("sort") : "newest";
    this.addEventListener("click", (event) => this.#onClick(event));
    this.addEventListener("change", (event) => {
      if (event.target.name === "sort") location.assign(address(this.#category, event.target.value));
    });
    this.#load();
  }

  async #load() {
    show(this, html`<h1>Products</h1><p role="status" class="soft">Fetching the shelves…</p>${WAITING}`);
    try {
      const asked = { category: this.#category, sort: this.#sort };
      const [categories, products] = await Promise.all([listCategories(), listProducts(asked)]);
      this.#cursor = products.next_cursor;
      this.#show(categories.data, products.data);
    } catch (problem) {
      show(this, html`<h1>Products</h1>${failed(problem)}`);
    }
  }

  #show(tree, products) {
    const here = find(tree, this.#category);
    const title = here?.name ?? (this.#category ? "Products" : "All products");
    document.title = `${title} · Barrow`;
    const wide = matchMedia("(min-width: 50rem)").matches;
    show(
      this,
      html`<div class="shelf">
        ${tree.length > 0 &&
        html`<details class="categories" ${wide && html`open`}>
          <summary>Categories</summary>
          <nav aria-label="Categories">
            <ul>${this.#entry({ slug: "", name: "All products", children: [] })}${tree.map((node) => this.#entry(node))}</ul>
          </nav>
        </details>`}
        <section aria-labelledby="shelf-title">
          <h1 id="shelf-title" data-rest tabindex="-1">${title}</h1>
          ${here?.description && html`<p class="lead">${here.description}</p>`}
          ${products.length ? this.#products(products) : this.#empty()}
        </section>
      </div>`,
    );
  }

  #entry(node) {
    const current = node.slug === this.#category && html`aria-current="page"`;
    return html`<li>
      <a href="${address(node.slug, this.#sort)}" ${current}>${node.name}</a>
      ${node.children.length > 0 && html`<ul>${node.children.map((child) => this.#entry(child))}</ul>`}
    </li>`;
  }

  #products(products) {
    return html`<p class="sort">
        <label for="sort">Sort by</label>
        <select id="sort" name="sort" autocomplete="off">
          ${Object.entries(SORTS).map(
            ([value, text]) =>
              html`<option value="${value}" ${value === this.#sort && html`selected`}>${text}</option>`,
          )}
        </select>
      </p>
      <ul class="grid">${products.map(card)}</ul>
      <p class="more"><button type="button" class="quiet" data-more ${!this.#cursor && html`hidden`}>Show more</button></p>
      <div data-trouble></div>`;
  }

  #empty() {
    return this.#category
      ? html`<p class="notice">Nothing stands here at the moment. <a href="/">See all products</a></p>`
      : html`<p class="notice">Nothing is on sale yet. What the shop’s people put on sale stands here.</p>`;
  }

  async #onClick(event) {
    if (event.target.closest("[data-again]")) await this.#load();
    const button = event.target.closest("[data-more]");
    if (button) await once(button, () => this.#more(button));
  }

  async #more(button) {
    const trouble = this.querySelector("[data-trouble]");
    try {
      const asked = { category: this.#category, sort: this.#sort, cursor: this.#cursor };
      const page = await listProducts(asked);
      const more = document.createElement("ul");
      show(more, html`${page.data.map(card)}`);
      const first = more.firstElementChild;
      this.querySelector(".grid").append(...more.childNodes);
      this.#cursor = page.next_cursor;
      button.hidden = !this.#cursor;
      show(trouble, html``);
      first?.querySelector("a").focus({ preventScroll: true });
      say(`${page.data.length} more`);
    } catch (problem) {
      show(trouble, html`<p class="notice bad" role="alert">${problem.message}</p>`);
    }
  }
}

customElements.define("shop-shelf", ShopShelf);
