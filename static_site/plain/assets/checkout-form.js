// What checkout asks for, as fields, and what was filled in, as the shop takes it.

import { addressFields, addressOf, field } from "./address-fields.js";
import { html } from "./html.js";
import { money } from "./wording.js";

export const checkoutForm = () =>
  html`<form class="beside" novalidate>
    <div>
      <fieldset><legend>Who you are</legend>
        ${field("email", "E-mail", { autocomplete: "email", type: "email", most: 254 })}
      </fieldset>
      <fieldset><legend>Where to</legend>${addressFields("shipping")}</fieldset>
      <p><label class="tick"><input type="checkbox" id="same" name="same" checked> <span>The bill goes to the same address</span></label></p>
      <fieldset data-billing hidden disabled><legend>Where the bill goes</legend>${addressFields("billing")}</fieldset>
      <fieldset><legend>How</legend><div data-options aria-live="polite"></div></fieldset>
    </div>
    <section class="panel" aria-labelledby="sum">
      <h2 id="sum" tabindex="-1" data-rest>Your order</h2>
      <div data-lines></div>
      <div data-totals aria-live="polite"></div>
      <p><label class="tick"><input type="checkbox" id="terms" name="consents.terms" required>
        <span>I agree to the shop’s terms</span></label><span class="note bad" id="terms-wrong"></span></p>
      <p><label class="tick"><input type="checkbox" id="marketing" name="consents.marketing">
        <span>Send me news now and then <span class="soft">(optional)</span></span></label></p>
      <div data-trouble></div>
      <p><button class="wide" data-pay>To payment</button></p>
      <p class="soft">The units are kept for you while you pay.</p>
    </section>
  </form>`;

export const shortLines = (cart) => {
  const line = (one) => html`<li>
    <span>${one.quantity} × ${one.title}${one.choice && html` <span class="soft">${one.choice}</span>`}</span>
    <span>${money(one.total)}</span>
  </li>`;
  return html`<ul class="short">${cart.lines.map(line)}</ul>`;
};

export const optionChoices = (options, chosen) => {
  const option = (one) => html`<label class="option">
    <input type="radio" name="shipping_option" id="options-${one.id}" value="${one.id}" ${one === chosen && html`checked`}>
    <span>${one.name}<br><span class="soft">${one.estimate}</span></span>
    <strong>${one.price.amount ? money(one.price) : "Free"}</strong>
  </label>`;
  return options.length
    ? html`${options.map(option)}`
    : html`<p class="notice">Nothing that we send with takes this there.</p>`;
};

export const wishOf = (form, cartId, optionId, total) => {
  const { email, same, "consents.terms": terms, "consents.marketing": marketing } = form.elements;
  return {
    cart_id: cartId,
    email: email.value.trim(),
    shipping_address: addressOf(form, "shipping"),
    ...(same.checked ? {} : { billing_address: addressOf(form, "billing") }),
    shipping_option: optionId,
    expected_total: total,
    consents: { terms: terms.checked, marketing: marketing.checked },
  };
};
