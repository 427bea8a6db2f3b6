// One product: choose what it can be had as, see what is left, put it into the cart.

import { availabilityOf, readProduct } from "./api.js";
import { Attempt, once, takeDoubleClicksAsOne } from "./attempt.js";
import * as cart from "./cart.js";
import { html, show } from "./html.js";
import { alert, failed } from "./problems.js";
import { left, money } from "./wording.js";

class ShopProduct extends HTMLElement {
  #product = null;
  #left = new Map();
  #attempt = new Attempt();

  connectedCallback() {
    takeDoubleClicksAsOne(this);
    this.addEventListener("submit", (event) => {
      event.preventDefault();
      once(event.target, () => this.#add(event.target));
    });
    this.addEventListener("change", (event) => event.target.type === "radio" && this.#choose());
    this.addEventListener("click", (event) => event.target.closest("[data-again]") && this.#load());
    // back from the payment page a kept page may say what is long sold
    addEventListener("pageshow", (event) => event.persisted && this.#count());
    this.#load();
  }

  async #load() {
    const slug = new URLSearchParams(location.search).get("slug") ?? "";
    show(this, html`<p role="status" class="soft">Fetching the product…</p>`);
    try {
      this.#product = await readProduct(slug || "-");
    } catch (problem) {
      show(this, problem.status === 404 || problem.status === 422 ? this.#gone() : failed(problem));
      return;
    }
    // an old address led here: show the one that it has now
    if (this.#product.slug !== slug) {
      history.replaceState(null, "", `/product/?slug=${encodeURIComponent(this.#product.slug)}`);
    }
    document.title = `${this.#product.name} · Barrow`;
    this.#show();
    await this.#count();
  }

  async #count() {
    if (!this.#product) return;
    try {
      this.#left = await availabilityOf(this.#product.variants.map((variant) => variant.sku));
    } catch {
      return; // what the product itself says of its stock stays
    }
    this.#choose();
  }

  #gone() {
    return html`<h1>Not on sale</h1>
      <p>There is no such product, or it is no longer sold.</p>
      <p><a class="button" href="/">To the products</a></p>`;
  }

  #show() {
    const { name, brand, description, images, options, variants } = this.#product;
    const first =
      variants.find((one) => one.price && one.availability !== "out_of_stock") ??
      variants.find((one) => one.price) ??
      variants[0];
    show(
      this,
      html`<div class="product">
        <div class="pictures">
          ${images.length
            ? images.map((image) => html`<img src="${image.url}" alt="${image.alt}" width="800" height="600">`)
            : html`<span class="blank"></span>`}
        </div>
        <div>
          ${brand && html`<p class="soft brand">${brand}</p>`}
          <h1>${name}</h1>
          <form novalidate>
            ${options.map((option, i) => this.#option(option, i, first))}
            <p class="price big" data-price></p>
            <p data-left></p>
            <div class="buy">
              <label for="quantity">Quantity</label>
              <input id="quantity" name="quantity" type="number" inputmode="numeric" min="1" value="1" required>
              <button>Add to cart</button>
            </div>
            <div data-answer aria-live="polite"></div>
          </form>
          <div class="description">${description.split(/\n{2,}/).map((text) => html`<p>${text}</p>`)}</div>
        </div>
      </div>`,
    );
    this.#choose();
  }

  #option(option, i, first) {
    const value = (text, j) => html`<label class="pill">
      <input type="radio" id="option-${i}-${j}" name="option-${i}" value="${text}"
        ${first?.options[option.name] === text && html`checked`}>
      <span>${text}</span>
    </label>`;
    return html`<fieldset><legend>${option.name}</legend><div class="pills">${option.values.map(value)}</div></fieldset>`;
  }

  get #chosen() {
    const form = this.querySelector("form");
    return this.#product.variants.find((variant) =>
      this.#product.options.every((option, i) => variant.options[option.name] === form[`option-${i}`]?.value),
    );
  }

  #choose() {
    const variant = this.#chosen;
    const button = this.querySelector("form button");
    const price = this.querySelector("[data-price]");
    const badge = this.querySelector("[data-left]");
    if (!variant?.price) {
      show(price, html`<span class="soft">${variant ? "Not sold at the moment" : "Not to be had like this"}</span>`);
      show(badge, html``);
      button.disabled = true;
      return;
    }
    const was = variant.compare_at_price;
    show(price, html`${money(variant.price)} ${was && html`<s class="soft"><span class="unseen">before: </span>${money(was)}</s>`}`);
    const stock = this.#left.get(variant.sku) ?? variant;
    show(badge, html`<span class="badge ${stock.availability}">${left(stock)}</span>`);
    button.disabled = stock.availability === "out_of_stock";
  }

  async #add(form) {
    const place = this.querySelector("[data-answer]");
    const quantity = form.quantity.valueAsNumber;
    if (!form.quantity.validity.valid) {
      show(place, alert("The quantity is a whole number, 1 or more."));
      form.quantity.focus();
      return;
    }
    const variant = this.#chosen;
    const wish = { sku: variant.sku, quantity };
    try {
      await cart.add(variant.sku, quantity, this.#attempt.keyFor(wish));
      this.#attempt.settle();
      show(place, html`<p class="notice good">${quantity} in the cart. <a href="/cart/">To the cart</a></p>`);
    } catch (problem) {
      this.#attempt.settle(problem);
      const most = problem.code === "quantity_limit" && `At most ${problem.max_quantity} in one order.`;
      show(place, alert(most || problem.message));
    }
  }
}

customElements.define("shop-product", ShopProduct);
