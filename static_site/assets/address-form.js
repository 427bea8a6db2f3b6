// The form of the address book: its fields are those of the country that is chosen.

import { AUTOCOMPLETE, partsOf, wrongIn } from "./address-rules.js";
import { readAddressRules } from "./account.js";
import { countries } from "./countries.js";
import { mark, markLater, summarise } from "./form-errors.js";
import { clone, fill } from "./slots.js";

const known = new Map(); // country → rules

const rulesOf = async (country) => {
  if (!known.has(country)) known.set(country, await readAddressRules(country));
  return known.get(country);
};

const draw = (part) => {
  const row = fill(clone(part.choices.length ? "address-choice" : "address-part"), {
    label: part.label,
    optional: !part.required && "(optional)",
  });
  const field = row.querySelector("input, select");
  const id = `address-${part.name}`;
  Object.assign(field, { id, name: part.name, autocomplete: AUTOCOMPLETE[part.name] ?? "off", required: part.required });
  if (part.name === "phone") field.type = "tel";
  if (part.choices.length) field.append(new Option("", ""), ...part.choices.map(({ value, label }) => new Option(label, value)));
  row.querySelector("label").htmlFor = id;
  row.querySelector("[data-wrong]").id = `${id}-wrong`;
  return row;
};

// A choice that the list does not know is no choice: the field stays empty.
const put = (field, value) => {
  field.value = value ?? "";
};

export class AddressForm {
  #form;
  #rules = null;
  #parts = [];
  #asked = 0;

  // `home` is the country that a new address begins with.
  constructor(form, home) {
    this.#form = form;
    this.home = home;
    const { country } = form.elements;
    country.replaceChildren(...countries.map(({ code, name }) => new Option(name, code)));
    form.addEventListener("input", ({ target }) => {
      if (target.ariaInvalid === "true") mark(target, this.#wrongOf(target));
    });
    form.addEventListener("focusout", ({ target }) => {
      if (target.value && target.name) markLater(target, () => this.#wrongOf(target));
    });
  }

  // Fields for the country of `values`, filled with them; raises Problem when its rules do not come.
  async show(values) {
    const country = values.country || this.home;
    const asked = ++this.#asked;
    const rules = await rulesOf(country);
    if (asked !== this.#asked) return; // another was chosen meanwhile
    this.#rules = rules;
    this.#parts = partsOf(rules);
    this.#form.elements.country.value = country;
    fill(this.#form, { parts: this.#parts.map(draw) });
    for (const { name } of this.#parts) put(this.#form.elements[name], values[name]);
  }

  // Another country: what was typed stays in the parts that it has as well.
  follow() {
    return this.show({ ...this.values(), country: this.#form.elements.country.value });
  }

  values() {
    const typed = this.#parts.map(({ name }) => [name, this.#form.elements[name].value.trim()]);
    return Object.fromEntries([...typed, ["country", this.#form.elements.country.value]]);
  }

  #wrongOf(field) {
    const part = this.#parts.find(({ name }) => name === field.name);
    return part ? wrongIn(part, field.value, this.#rules) : "";
  }

  // Marks everything that is wrong; answers whether all is well.
  check() {
    const fields = this.#parts.map(({ name }) => this.#form.elements[name]);
    const all = fields.map((field) => ({ field, text: this.#wrongOf(field) }));
    for (const { field, text } of all) mark(field, text);
    const wrong = all.filter(({ text }) => text);
    summarise(this.#form, wrong);
    return !wrong.length;
  }
}
