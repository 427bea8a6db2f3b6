// Checkout for whoever is signed in: their e-mail address stands there, and their addresses can be
// chosen. Nothing that was typed is replaced, unless by choosing.

import { addAddress, listAddresses, readMe } from "./account.js";
import { addressOf, partOf, putAddress } from "./address-fields.js";
import { toggle } from "./parts.js";
import { isSignedOut } from "./signed-in.js";

const ANOTHER = "";

const shortOf = ({ name, line1, city }) => [name, line1, city].filter(Boolean).join(", ");

const isUntouched = (form, whose) => ["name", "line1", "city", "postcode"].every((part) => !partOf(form, whose, part).value);

export class CheckoutAccount {
  #root;
  #form;
  #onCountry;
  #addresses = [];
  #key = crypto.randomUUID();

  constructor(root, onCountry) {
    this.#root = root;
    this.#form = root.querySelector("form");
    this.#onCountry = onCountry;
    for (const whose of ["shipping", "billing"]) {
      this.#book(whose).addEventListener("change", ({ target }) => this.#choose(whose, target.value));
    }
    // what is changed by hand is another address
    this.#form.addEventListener("input", ({ target }) => {
      const [whose, part] = target.name.split("_address.");
      if (part) this.#leaveBook(whose);
    });
  }

  #book(whose) {
    return this.#root.querySelector(`#${whose}-book`);
  }

  // Once, before anybody has typed; raises nothing.
  async offer() {
    const [me, addresses] = await Promise.allSettled([readMe(), listAddresses()]);
    if (me.reason) return toggle(this.#root, "guest", isSignedOut(me.reason));
    const { email } = this.#form.elements;
    email.value ||= me.value.email;
    this.#addresses = addresses.value ?? [];
    for (const whose of ["shipping", "billing"]) this.#list(whose);
    toggle(this.#root, "remember", !this.#book("shipping").value);
  }

  #list(whose) {
    const book = this.#book(whose);
    const options = this.#addresses.map((one) => new Option(shortOf(one), one.id));
    book.replaceChildren(new Option("Another address", ANOTHER), ...options);
    toggle(this.#root, `${whose}-book`, options.length > 0);
    const first = this.#addresses.find((one) => one[`default_${whose}`]);
    if (first && isUntouched(this.#form, whose)) {
      book.value = first.id;
      this.#put(whose, first);
    }
  }

  #put(whose, address) {
    const before = partOf(this.#form, whose, "country").value;
    putAddress(this.#form, whose, address);
    return before !== partOf(this.#form, whose, "country").value;
  }

  #choose(whose, id) {
    const address = this.#addresses.find((one) => one.id === id);
    const country = partOf(this.#form, whose, "country").value;
    const moved = this.#put(whose, address ?? { country });
    if (whose === "shipping") toggle(this.#root, "remember", !address);
    if (!address) partOf(this.#form, whose, "name").focus();
    if (moved && whose === "shipping") this.#onCountry();
  }

  #leaveBook(whose) {
    this.#book(whose).value = ANOTHER;
    if (whose === "shipping") toggle(this.#root, "remember", true);
  }

  // Into the address book, when that is wanted; an order does not fail by it.
  async remember() {
    const { remember } = this.#form.elements;
    if (!remember.checked || remember.closest("[hidden]")) return;
    await addAddress(addressOf(this.#form, "shipping"), this.#key).catch(() => null);
  }
}
