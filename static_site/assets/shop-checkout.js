// Checkout on one page: who, where to, how, at what total, and on to the payment page.

import "./shop-merged.js";
import "./shop-unpaid-order.js";
import { once } from "./attempt.js";
import * as cart from "./cart.js";
import { check, chosenBefore, countryOf, enliven, markRefused, wishOf } from "./checkout-form.js";
import { clear, showChanged, showShort, showTrouble } from "./checkout-refusals.js";
import { tell } from "./consent.js";
import { followLinks } from "./form-errors.js";
import { CART } from "./kept.js";
import { listShippingOptions, orderAddress } from "./orders.js";
import { place } from "./placing.js";
import { isSignedIn } from "./signed-in.js";
import { say } from "./said.js";
import { link, part, toggle } from "./parts.js";
import { clone, each, fill } from "./slots.js";
import { totalRows } from "./totals.js";
import { money } from "./wording.js";

class ShopCheckout extends HTMLElement {
  #cart = null;
  #options = [];
  #country = ""; // that the options go to
  #asked = 0;
  #refused = null; // what the shopper is asked about: {lines} or {totals}
  #account = null; // whoever is signed in, with their addresses

  connectedCallback() {
    enliven(this.#form, () => this.#ask());
    followLinks(this);
    this.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.addEventListener("change", ({ target }) => {
      if (target.name !== "shipping_option") return;
      tell("checkout_step", { step: "delivery" });
      clear(this);
      this.#showTotals();
    });
    this.addEventListener("click", (event) => this.#onClick(event));
    // back from the payment page the cart may be another, or ordered
    addEventListener("pageshow", (event) => {
      if (!event.persisted) return;
      say("");
      this.#refresh();
    });
    // another window changed it: nobody orders what this one does not show
    addEventListener("storage", ({ key }) => key === CART && this.#form.ariaBusy !== "true" && this.#refresh());
    this.#load();
  }

  get #form() {
    return this.querySelector("form");
  }

  get #option() {
    const id = this.#form.elements.shipping_option?.value;
    return this.#options.find((one) => one.id === id);
  }

  async #load() {
    part(this, "loading");
    try {
      this.#accept(await cart.current());
    } catch (problem) {
      fill(this, { message: problem.message });
      part(this, "failed");
      return;
    }
    if (!this.#cart) return;
    tell("checkout_step", { step: "details" });
    toggle(this, "guest", !isSignedIn());
    if (isSignedIn()) await this.#recognise();
    await this.#ask();
  }

  // Without what the account has, everything can be typed.
  async #recognise() {
    const { CheckoutAccount } = await import("./checkout-account.js").catch(() => ({}));
    this.#account ??= CheckoutAccount && new CheckoutAccount(this, () => this.#ask());
    await this.#account?.offer();
  }

  #accept(found) {
    this.#cart = found?.lines.length ? found : null;
    part(this, this.#cart ? "ready" : "empty");
    if (!this.#cart) return;
    fill(this, {
      lines: each("summary-line", this.#cart.lines, (line) => ({
        quantity: `${line.quantity} ×`,
        name: line.title,
        choice: line.choice,
        total: money(line.total),
      })),
    });
    this.#showTotals();
  }

  // The options for the country as it stands; an answer that was overtaken is dropped.
  async #ask() {
    const asked = ++this.#asked;
    const place = this.querySelector("[data-slot=shipping-options]");
    place.ariaBusy = "true";
    const country = countryOf(this.#form);
    // what goes to one country is no choice, and no total, for another
    if (country !== this.#country) this.#options = [];
    this.#country = country;
    this.#showTotals();
    let options = [];
    let failed = "";
    try {
      options = (await listShippingOptions(this.#cart.id, country)).data;
    } catch (problem) {
      if (asked === this.#asked && problem.code === "not_sold") this.#show(problem);
      failed = problem.message;
    }
    if (asked !== this.#asked) return;
    place.ariaBusy = null;
    // whoever was told that it is not known is told no longer
    if (!this.#option) toggle(this, "trouble", false);
    this.#showOptions(options, place);
    toggle(this, "no-options", !failed && !options.length);
    fill(this, { "options-message": failed });
    toggle(this, "options-failed", Boolean(failed));
    this.#showTotals();
  }

  #showOptions(options, place) {
    const before = chosenBefore();
    const chosen = options.find((one) => one.id === before) ?? options[0];
    this.#options = options;
    const held = place.contains(document.activeElement);
    place.replaceChildren(
      ...options.map((one) => {
        const label = fill(clone("shipping-option"), {
          name: one.name,
          estimate: one.estimate,
          price: one.price.amount ? money(one.price) : "Free",
        });
        const radio = label.querySelector("input");
        Object.assign(radio, { name: "shipping_option", value: one.id, checked: one === chosen });
        radio.id = `shipping-${one.id}`;
        return label;
      }),
    );
    if (held) place.querySelector("input:checked")?.focus();
  }

  #showTotals() {
    const option = this.#option;
    fill(this, {
      totals: totalRows(option?.totals ?? this.#cart.totals),
      "pay-label": option ? `Order and pay ${money(option.total)}` : "Order and pay",
    });
  }

  async #submit(totals = this.#option?.totals) {
    await once(this.#form, async () => {
      clear(this);
      if (!check(this.#form)) return;
      if (!this.#option) {
        showTrouble(this, { message: "How it can be delivered is not known yet: see above." });
        return;
      }
      tell("checkout_step", { step: "payment" });
      say("Placing the order…");
      try {
        const order = await place(wishOf(this.#form, this.#cart.id, this.#option.id, totals.total));
        await this.#account?.remember();
        location.assign(order.url ? link(order.url) : orderAddress(order));
      } catch (problem) {
        say("");
        await this.#refuse(problem, totals);
      }
    });
  }

  async #refuse(problem, before) {
    if (problem.code === "invalid") return markRefused(this.#form, problem.errors);
    // what changed shows in the cart as well
    if (!problem.isOpen) await this.#refresh();
    if (this.#cart) this.#show(problem, before);
  }

  #show(problem, before) {
    this.#refused = problem;
    if (problem.lines) showShort(this, problem.lines, this.#cart);
    else if (problem.totals) showChanged(this, before, problem.totals, this.#cart);
    else showTrouble(this, problem);
  }

  async #onClick(event) {
    const button = event.target.closest("button[data-do]");
    const work = {
      retry: () => this.#load(),
      "options-again": () => this.#ask(),
      again: () => this.#submit(),
      // to the total that was shown, and to no other that may have come since
      agree: () => this.#submit(this.#refused.totals),
      "take-left": () => this.#takeLeft(),
    }[button?.dataset.do];
    if (work) await once(button, work);
  }

  async #takeLeft() {
    try {
      for (const { sku, available = 0 } of this.#refused.lines) {
        for (const line of this.#cart.lines.filter((one) => one.sku === sku)) {
          this.#cart = await cart.setQuantity(this.#cart, line.id, available);
        }
      }
      clear(this);
      await this.#refresh();
      say("The order holds what is left now");
      this.querySelector("[data-do=pay]")?.focus();
    } catch (problem) {
      showTrouble(this, problem);
    }
  }

  async #refresh() {
    try {
      this.#accept(await cart.current());
    } catch {
      return; // what is shown stays; the next step will tell
    }
    if (this.#cart) await this.#ask();
  }
}

customElements.define("shop-checkout", ShopCheckout);
