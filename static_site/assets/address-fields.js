// The fields of a postal address (parts/address.html) that follow its country: at checkout, and in
// the address book.

import { needsOf, wrongIn } from "./address-needs.js";
import { countries } from "./countries.js";
import { mark } from "./form-errors.js";
import { fill } from "./slots.js";

const PARTS = ["name", "line1", "line2", "city", "region", "postcode", "country", "phone"];

export const partOf = (form, whose, part) => form.elements[`${whose}_address.${part}`];
export const whoseOf = (name) => name.split("_address.")[0];

// Names and hides what the country of an address has not.
export const follow = (form, whose) => {
  const needs = needsOf(partOf(form, whose, "country").value);
  for (const part of ["region", "postcode"]) {
    const field = partOf(form, whose, part);
    const frame = field.closest("[data-field]");
    field.disabled = !needs[part];
    field.required = needs.needs.includes(part);
    frame.hidden = field.disabled;
    fill(frame, { label: needs[part], optional: !field.required && "(optional)" });
  }
};

// The country as somebody chose it: other parts are asked for, and what was wrong is open again.
export const changeCountry = (form, whose) => {
  follow(form, whose);
  for (const part of ["region", "postcode"]) mark(partOf(form, whose, part), "");
};

export const listCountries = (select, home) => {
  const chosen = select.value || home;
  select.replaceChildren(...countries.map(({ code, name }) => new Option(name, code, false, code === chosen)));
};

// Why a field of an address cannot stay as it is, or ""; "" for fields of nothing else, too.
export const wrongPart = (form, field) => {
  const [whose, part] = field.name.split("_address.");
  return part ? wrongIn(part, field.value, partOf(form, whose, "country").value) : "";
};

// `address` as the shop keeps it into its fields.
export const putAddress = (form, whose, address) => {
  for (const part of PARTS) partOf(form, whose, part).value = address[part] ?? "";
  changeCountry(form, whose);
};

// What the shop takes; a part that the country has not is empty.
export const addressOf = (form, whose) =>
  Object.fromEntries(
    PARTS.map((part) => {
      const field = partOf(form, whose, part);
      return [part, field.hidden || field.disabled ? "" : field.value.trim()];
    }),
  );
