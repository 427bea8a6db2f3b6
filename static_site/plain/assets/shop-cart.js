// The cart: quantities, what changed since, what it comes to, and on to checkout.

import { availabilityOf } from "./api.js";
import { once } from "./attempt.js";
import * as cart from "./cart.js";
import { html, show } from "./html.js";
import { alert, failed } from "./problems.js";
import { say } from "./said.js";
import { totalsList } from "./totals.js";
import { money } from "./wording.js";

const noticeText = ({ was, now, text }) => (was && now ? `Was ${money(was)}, is ${money(now)} now.` : text);

class ShopCart extends HTMLElement {
  #cart = null;
  #left = new Map();
  #wrong = new Map();

  connectedCallback() {
    this.addEventListener("click", (event) => this.#onClick(event));
    this.addEventListener("change", (event) => {
      const field = event.target.closest("[data-quantity]");
      if (field) this.#typed(field);
    });
    addEventListener("pageshow", (event) => event.persisted && this.#load());
    this.#load();
  }

  async #load() {
    if (!this.#cart) show(this, html`<p role="status" class="soft">Fetching the cart…</p>`);
    try {
      this.#cart = await cart.current();
    } catch (problem) {
      show(this, failed(problem));
      return;
    }
    this.#show();
    await this.#count();
  }

  // What is left is told here already, and not only when it is too late.
  async #count() {
    if (!this.#cart?.lines.length) return;
    try {
      this.#left = await availabilityOf(this.#cart.lines.map((line) => line.sku));
    } catch {
      return;
    }
    this.#show();
  }

  #show() {
    if (!this.#cart?.lines.length) {
      show(this, html`<p data-rest tabindex="-1">There is nothing in the cart.</p><p><a class="button" href="/">To the products</a></p>`);
      return;
    }
    const { lines, totals, checkout } = this.#cart;
    const changed = lines.some((line) => line.notices.some((notice) => notice.code === "price_changed"));
    show(
      this,
      html`<div class="beside">
        <div>
          ${this.#wrong.has("") && alert(this.#wrong.get(""))}
          ${changed && html`<p class="notice">Prices changed since you put these in. <button type="button" class="quiet" id="seen" data-seen>I have seen it</button></p>`}
          <ul class="lines">${lines.map((line) => this.#line(line))}</ul>
        </div>
        <section class="panel" aria-labelledby="sum">
          <h2 id="sum" data-rest tabindex="-1">Together</h2>
          ${totalsList(totals)}
          ${checkout.obstacles.map((obstacle) => html`<p class="notice bad">${obstacle.text}</p>`)}
          ${checkout.ready
            ? html`<p><a class="button wide" href="/checkout/">To checkout</a></p>`
            : html`<p><button type="button" class="wide" disabled>To checkout</button></p>`}
        </section>
      </div>`,
    );
  }

  #line(line) {
    const name = line.choice ? `${line.title}, ${line.choice}` : line.title;
    return html`<li data-line="${line.id}">
      ${line.picture ? html`<img src="${line.picture}" alt="" width="96" height="72">` : html`<span class="blank"></span>`}
      <div>
        <a href="/product/?slug=${encodeURIComponent(line.slug)}">${line.title}</a>
        ${line.choice && html`<p class="soft">${line.choice}</p>`}
        <p class="soft">${money(line.unit_price)} each</p>
        ${line.notices.map((notice) => html`<p class="note bad">${noticeText(notice)}</p>`)}
        ${this.#short(line)}
        <p class="note bad" role="alert" id="wrong-${line.id}">${this.#wrong.get(line.id)}</p>
      </div>
      <div class="amount">
        <div class="stepper" role="group" aria-label="Quantity of ${name}">
          <button type="button" class="quiet" id="less-${line.id}" data-step="-1" aria-label="One less" ${line.quantity === 1 && html`disabled`}>−</button>
          <input type="number" inputmode="numeric" id="quantity-${line.id}" data-quantity aria-label="Quantity of ${name}"
            min="1" max="${line.max_quantity}" value="${line.quantity}">
          <button type="button" class="quiet" id="more-${line.id}" data-step="1" aria-label="One more" ${line.quantity >= line.max_quantity && html`disabled`}>+</button>
        </div>
        <strong>${money(line.total)}</strong>
        <button type="button" class="plain" id="remove-${line.id}" data-remove aria-label="Remove ${name}">Remove</button>
      </div>
    </li>`;
  }

  #short(line) {
    const stock = this.#left.get(line.sku);
    if (!stock || stock.available === null || stock.available >= line.quantity) return null;
    if (stock.available === 0) return html`<p class="note bad">Out of stock</p>`;
    return html`<p class="note bad">Only ${stock.available} left.
      <button type="button" class="quiet" id="take-${line.id}" data-take="${stock.available}">Take ${stock.available}</button></p>`;
  }

  async #onClick(event) {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.matches("[data-again]")) await this.#load();
    if (button.matches("[data-seen]")) await this.#edit(null, () => cart.acknowledge(this.#cart));
    const line = this.#lineOf(button);
    if (!line) return;
    if (button.matches("[data-remove]")) await this.#set(line, 0);
    if (button.matches("[data-step]")) await this.#set(line, line.quantity + Number(button.dataset.step));
    if (button.matches("[data-take]")) await this.#set(line, Number(button.dataset.take));
  }

  #lineOf(element) {
    const id = element.closest("[data-line]")?.dataset.line;
    return this.#cart?.lines.find((line) => line.id === id);
  }

  async #typed(field) {
    const line = this.#lineOf(field);
    if (field.validity.valid && field.value) {
      await this.#set(line, field.valueAsNumber);
      return;
    }
    this.#wrong.set(line.id, `A whole number from 1 to ${line.max_quantity}, please`);
    this.#show();
  }

  #set(line, quantity) {
    return this.#edit(line, async () => {
      const edited = await cart.setQuantity(this.#cart, line.id, quantity);
      say(quantity ? `${line.title}: ${quantity}` : `${line.title} is out of the cart`);
      return edited;
    });
  }

  // Edits come one after the other, because each makes a new version of the cart.
  async #edit(line, work) {
    await once(this, async () => {
      this.#wrong.clear();
      try {
        this.#cart = await work();
      } catch (problem) {
        if (problem.status === 404 || problem.code === "cart_ordered") {
          this.#cart = await cart.current().catch(() => null);
        }
        this.#wrong.set(line?.id ?? "", problem.message);
      }
      this.#show();
    });
    await this.#count();
  }
}

customElements.define("shop-cart", ShopCart);
