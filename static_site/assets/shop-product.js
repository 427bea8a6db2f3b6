// The buy form of a product: options instead of one long list, and price and stock that follow the
// choice. The address names the variant, so that it can be sent to a friend.

import "./shop-stock.js";
import { tell } from "./consent.js";
import { clone, fill } from "./slots.js";
import { nearest, optionsOf, stateOf } from "./variants.js";

const STATES = { none: "not made like this", out_of_stock: "out of stock" };

const variantOf = ({ value, dataset }) => ({
  sku: value,
  options: JSON.parse(dataset.options || "{}"),
  availability: dataset.availability,
  price: dataset.price,
  was: dataset.was,
});

class ShopProduct extends HTMLElement {
  #variants = [];
  #chosen = null;

  connectedCallback() {
    this.addEventListener("change", ({ target }) => {
      if (target.type === "radio") this.#pick(target.dataset.option, target.value);
      if (target.name === "sku") this.#choose(this.#variants.find(({ sku }) => sku === target.value));
    });
    this.#stepper();
    this.addEventListener("stock-known", ({ detail }) => this.#learn(detail));
    const select = this.querySelector("select[name=sku]");
    if (select) this.#offer(select);
    tell("product_view", { product_id: this.dataset.product });
  }

  #stepper() {
    const field = this.querySelector("input[name=quantity]");
    for (const button of this.querySelectorAll("[data-do=less], [data-do=more]")) {
      button.hidden = false;
      button.addEventListener("click", () => field[button.dataset.do === "less" ? "stepDown" : "stepUp"]());
    }
  }

  #offer(select) {
    this.#variants = [...select.options].map(variantOf);
    const asked = new URLSearchParams(location.search).get("variant");
    const first = this.#variants.find(({ sku }) => sku === asked);
    this.#build();
    this.#choose(first ?? this.#variants.find(({ sku }) => sku === select.value), Boolean(first));
  }

  // Without options (variants that differ in nothing named) the list stays.
  #build() {
    const options = [...optionsOf(this.#variants)];
    const select = this.querySelector("[data-part=select]");
    if (!options.length || !select) return;
    const groups = options.map(([name, values], i) =>
      fill(clone("option-group"), { name, values: values.map((value) => this.#value(name, value, i)) }),
    );
    fill(this, { options: groups });
    select.hidden = true;
  }

  #value(name, value, i) {
    const label = fill(clone("option-value"), { value });
    const radio = label.querySelector("input");
    // not part of what the form sends
    Object.assign(radio, { name: `option-${i}`, value });
    radio.dataset.option = name;
    return label;
  }

  #pick(name, value) {
    this.#choose(nearest(this.#variants, this.#chosen.options, name, value), true);
  }

  #choose(variant, named = true) {
    this.#chosen = variant;
    const { sku, price, was } = variant;
    this.querySelector("select").value = sku;
    const stock = this.querySelector("shop-stock");
    stock?.show(variant);
    stock?.setAttribute("sku", sku);
    const now = { textContent: price, className: was ? "now less" : "now" };
    fill(this, { from: "", now, before: { hidden: !was }, was });
    this.#mark();
    if (!named) return;
    const url = new URL(location.href);
    url.searchParams.set("variant", variant.sku);
    history.replaceState(history.state, "", url);
  }

  #mark() {
    const { options } = this.#chosen;
    for (const radio of this.querySelectorAll("input[data-option]")) {
      const name = radio.dataset.option;
      const state = stateOf(this.#variants, options, name, radio.value);
      radio.checked = options[name] === radio.value;
      const label = radio.closest("label");
      label.dataset.state = state;
      fill(label, { state: STATES[state] ? `, ${STATES[state]}` : "" });
    }
    this.#allow(this.#chosen.availability);
  }

  #learn(stock) {
    const variant = this.#variants.find(({ sku }) => sku === stock.sku);
    if (variant) variant.availability = stock.availability;
    if (variant) this.#mark();
    else this.#allow(stock.availability);
  }

  #allow(availability) {
    const button = this.querySelector("[data-do=add]");
    if (!button) return;
    button.disabled = availability === "out_of_stock";
    button.textContent = button.disabled ? "Out of stock" : "Add to cart";
  }
}

customElements.define("shop-product", ShopProduct);

// What the device can do is offered; how it is done is fetched when it is wanted.
class ShopShare extends HTMLElement {
  connectedCallback() {
    const able = { share: navigator.share, copy: navigator.clipboard };
    for (const button of this.querySelectorAll("[data-do]")) {
      const { do: wish } = button.dataset;
      (button.closest("[hidden]") ?? button).hidden = !able[wish];
      button.addEventListener("click", async () => (await import("./share.js"))[wish]());
    }
  }
}

customElements.define("shop-share", ShopShare);
