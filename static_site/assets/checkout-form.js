// What checkout asks for: fields that follow the country, errors as one goes, and nothing typed is
// lost while the window is open.

import { addressOf, changeCountry, follow, listCountries, partOf, whoseOf, wrongPart } from "./address-fields.js";
import { wrongEmail } from "./address-needs.js";
import { fieldAt, mark, markLater, summarise, tellRefused } from "./form-errors.js";
import { keptHere } from "./kept.js";

export const FORM = "barrow.checkout-form";
const TERMS = "consents.terms";

const showBilling = (form) => {
  const billing = form.querySelector("[data-part=billing]");
  billing.hidden = billing.disabled = form.elements.same.checked;
};

const wrongOf = (form, field) => {
  if (field.name === "email") return wrongEmail(field.value);
  if (field.name === TERMS) return field.checked ? "" : "Agree to the terms, please: without them there is no sale.";
  return wrongPart(form, field);
};

// the radio of the delivery comes later than the rest, and is asked for by itself
const remember = (form) => {
  const values = { shipping_option: chosenBefore() };
  for (const field of form.elements) {
    if (!field.name || (field.type === "radio" && !field.checked)) continue;
    values[field.name] = field.type === "checkbox" ? field.checked : field.value;
  }
  keptHere.keep(FORM, values);
};

export const chosenBefore = () => keptHere.recall(FORM)?.shipping_option;

const recall = (form) => {
  for (const [name, value] of Object.entries(keptHere.recall(FORM) ?? {})) {
    const field = form.elements.namedItem(name);
    if (!field?.type) continue;
    if (field.type === "checkbox") field.checked = value;
    else field.value = value;
  }
};

// Makes the form live; `onCountry` is called when the parcel goes to another country.
export const enliven = (form, onCountry) => {
  for (const whose of ["shipping", "billing"]) listCountries(partOf(form, whose, "country"), "GB");
  recall(form);
  for (const whose of ["shipping", "billing"]) follow(form, whose);
  showBilling(form);
  form.addEventListener("input", ({ target }) => {
    remember(form);
    // what was wrong is taken back as soon as it is right, and nothing is called wrong while typing
    if (target.ariaInvalid === "true") mark(target, wrongOf(form, target));
  });
  form.addEventListener("change", ({ target }) => {
    remember(form);
    if (target.name === "same") showBilling(form);
    if (!target.name.endsWith("_address.country")) return;
    const whose = whoseOf(target.name);
    changeCountry(form, whose);
    if (whose === "shipping") onCountry();
  });
  form.addEventListener("focusout", ({ target }) => {
    if (target.value && target.name && !target.disabled) markLater(target, () => wrongOf(form, target));
  });
};

// Marks everything that is wrong; answers whether all is well.
export const check = (form) => {
  const wrong = [];
  for (const field of form.elements) {
    const text = field.name && !field.matches(":disabled") ? wrongOf(form, field) : "";
    if (field.name) mark(field, text);
    if (text) wrong.push({ field, text });
  }
  summarise(form, wrong);
  return !wrong.length;
};

// Marks what the shop refused.
export const markRefused = (form, errors) => tellRefused(form, errors, (pointer) => fieldAt(form, pointer));

export const countryOf = (form) => partOf(form, "shipping", "country").value;

// What POST /api/checkout/checkouts takes.
export const wishOf = (form, cartId, optionId, total) => {
  const { email, same, [TERMS]: terms, "consents.marketing": marketing } = form.elements;
  return {
    cart_id: cartId,
    email: email.value.trim(),
    shipping_address: addressOf(form, "shipping"),
    ...(same.checked ? {} : { billing_address: addressOf(form, "billing") }),
    shipping_option: optionId,
    expected_total: total,
    // the tick carries the version of the very words beside it
    consents: { terms: terms.checked, marketing: marketing.checked, marketing_text: marketing.value },
  };
};
