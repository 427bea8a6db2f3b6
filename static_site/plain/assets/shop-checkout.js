// Checkout: where to, how, at what total, and on to the payment page.

import { listShippingOptions, startCheckout } from "./api.js";
import { Attempt, once, takeDoubleClicksAsOne } from "./attempt.js";
import * as cart from "./cart.js";
import { checkoutForm, optionChoices, shortLines, wishOf } from "./checkout-form.js";
import { refusal } from "./checkout-refusals.js";
import { html, link, show } from "./html.js";
import { UNPAID, keep } from "./kept.js";
import { alert, check, failed, markRefused, unmark } from "./problems.js";
import { say } from "./said.js";
import { totalsList } from "./totals.js";
import { money } from "./wording.js";

class ShopCheckout extends HTMLElement {
  #cart = null;
  #options = [];
  #asked = 0;
  #agreeable = null;
  #attempt = new Attempt();

  connectedCallback() {
    takeDoubleClicksAsOne(this);
    this.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.addEventListener("change", (event) => this.#onChange(event.target));
    this.addEventListener("input", (event) => event.target.matches("[aria-invalid]") && unmark(event.target));
    this.addEventListener("click", (event) => this.#onClick(event));
    // back from the payment page the cart may be another, or ordered
    addEventListener("pageshow", (event) => event.persisted && this.#comeBack());
    this.#load();
  }

  get #form() {
    return this.querySelector("form");
  }

  async #load() {
    show(this, html`<p role="status" class="soft">Fetching the cart…</p>`);
    try {
      this.#cart = await cart.current();
    } catch (problem) {
      show(this, failed(problem));
      return;
    }
    if (this.#cart?.lines.length) this.#show();
    else this.#showEmpty();
  }

  #showEmpty() {
    show(this, html`<p data-rest tabindex="-1">There is nothing in the cart.</p><p><a class="button" href="/">To the products</a></p>`);
  }

  #show() {
    show(this, checkoutForm());
    this.#showLines();
    this.#ask();
  }

  #showLines() {
    show(this.querySelector("[data-lines]"), shortLines(this.#cart));
  }

  // The options for the country as it stands; an answer that was overtaken is dropped.
  async #ask() {
    const asked = ++this.#asked;
    const place = this.querySelector("[data-options]");
    const country = this.#form.elements["shipping_address.country"].value;
    place.setAttribute("aria-busy", "true");
    if (!this.#options.length) show(place, html`<p class="soft">Asking what it costs…</p>`);
    let trouble = html``;
    let options = [];
    try {
      options = (await listShippingOptions(this.#cart.id, { country })).data;
    } catch (problem) {
      trouble = refusal(problem, this.#cart);
    }
    if (asked !== this.#asked) return;
    place.removeAttribute("aria-busy");
    this.#options = options;
    show(this.querySelector("[data-trouble]"), trouble);
    this.#showOptions(place);
    this.#showTotals();
  }

  #showOptions(place) {
    const before = this.#form.elements.shipping_option?.value;
    const chosen = this.#options.find((one) => one.id === before) ?? this.#options[0];
    show(place, optionChoices(this.#options, chosen));
  }

  get #option() {
    const id = this.#form.elements.shipping_option?.value;
    return this.#options.find((one) => one.id === id);
  }

  #showTotals() {
    const option = this.#option;
    show(this.querySelector("[data-totals]"), totalsList(option?.totals ?? this.#cart.totals));
    const button = this.querySelector("[data-pay]");
    button.hidden = false;
    button.disabled = !option;
    button.textContent = option ? `Pay ${money(option.total)}` : "To payment";
  }

  #onChange(changed) {
    if (changed.name === "shipping_address.country") this.#ask();
    if (changed.name === "shipping_option") {
      show(this.querySelector("[data-trouble]"), html``);
      this.#showTotals();
    }
    if (changed.name === "same") {
      const billing = this.querySelector("[data-billing]");
      billing.hidden = billing.disabled = changed.checked;
    }
    if (changed.matches("[aria-invalid]")) unmark(changed);
  }

  async #submit(total = this.#option?.total) {
    if (!total) return;
    await once(this.#form, async () => {
      for (const marked of this.#form.querySelectorAll("[aria-invalid]")) unmark(marked);
      const trouble = this.querySelector("[data-trouble]");
      show(trouble, html``);
      if (!check(this.#form)) return;
      const wish = wishOf(this.#form, this.#cart.id, this.#option.id, total);
      try {
        const made = await startCheckout(wish, this.#attempt.keyFor(wish));
        // the key stays: until the next page is here, another click finds the same order
        keep(UNPAID, `${made.order_id}.${made.token}`);
        location.assign(made.payment.url ? link(made.payment.url) : `/order/#${made.order_id}.${made.token}`);
      } catch (problem) {
        this.#attempt.settle(problem);
        this.#refused(problem, trouble, total);
      }
    });
  }

  #refused(problem, trouble, total) {
    if (problem.code === "invalid") {
      const homeless = markRefused(this.#form, problem.errors);
      if (homeless.length) show(trouble, alert(problem.message, html`<ul>${homeless.map((one) => html`<li>${one.detail}</li>`)}</ul>`));
      return;
    }
    this.#agreeable = problem.totals?.total;
    // the alert's own button takes its place
    this.querySelector("[data-pay]").hidden = Boolean(this.#agreeable);
    show(trouble, refusal(problem, this.#cart, total));
    trouble.scrollIntoView({ block: "nearest" });
  }

  async #onClick(event) {
    const button = event.target.closest("button");
    if (button?.matches("[data-again]")) await this.#load();
    if (button?.matches("[data-agree]")) await this.#agree();
    if (button?.matches("[data-take]")) await once(button, () => this.#take(button.dataset.sku, Number(button.dataset.take)));
  }

  // The shopper agrees to the total that was shown, and to no other that may have come since.
  async #agree() {
    const agreed = this.#agreeable;
    await this.#refresh();
    await this.#submit(agreed);
  }

  async #take(sku, units) {
    try {
      for (const line of this.#cart.lines.filter((one) => one.sku === sku)) {
        this.#cart = await cart.setQuantity(this.#cart, line.id, units);
      }
      say(units ? `${units} in the cart` : "It is out of the cart");
      await this.#refresh();
      this.querySelector("[data-pay]")?.focus();
    } catch (problem) {
      show(this.querySelector("[data-trouble]"), alert(problem.message));
    }
  }

  async #comeBack() {
    this.#attempt = new Attempt();
    await this.#refresh();
  }

  async #refresh() {
    try {
      this.#cart = await cart.current();
    } catch {
      return; // what is shown stays; the next step will tell
    }
    if (!this.#cart?.lines.length) {
      this.#showEmpty();
      return;
    }
    if (!this.#form) {
      this.#show();
      return;
    }
    this.#showLines();
    await this.#ask();
  }
}

customElements.define("shop-checkout", ShopCheckout);
