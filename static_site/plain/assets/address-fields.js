// A postal address as fields that a browser can fill in by itself (HTML, "Autofill").

import { countries } from "./countries.js";
import { html } from "./html.js";

export const field = (name, label, { autocomplete, type = "text", required = true, most = 200 } = {}) => {
  const id = name.replaceAll(".", "-");
  return html`<p class="field">
    <label for="${id}">${label}${!required && html` <span class="soft">(optional)</span>`}</label>
    <input id="${id}" name="${name}" type="${type}" autocomplete="${autocomplete}" maxlength="${most}" ${required && html`required`}>
    <span class="note bad" id="${id}-wrong"></span>
  </p>`;
};

// `whose` is shipping or billing: it is part of each name and of each autocomplete.
export const addressFields = (whose) => {
  const name = (part) => `${whose}_address.${part}`;
  const country = name("country").replaceAll(".", "-");
  const fill = (token) => ({ autocomplete: `${whose} ${token}` });
  return html`${field(name("name"), "Name", fill("name"))}
    ${field(name("line1"), "Street and number", fill("address-line1"))}
    ${field(name("line2"), "Flat, building, company", { ...fill("address-line2"), required: false })}
    <div class="pair">
      ${field(name("city"), "Town or city", fill("address-level2"))}
      ${field(name("postcode"), "Postcode", { ...fill("postal-code"), required: false, most: 20 })}
    </div>
    ${field(name("region"), "County or state", { ...fill("address-level1"), required: false })}
    <p class="field">
      <label for="${country}">Country</label>
      <select id="${country}" name="${name("country")}" autocomplete="${whose} country">
        ${countries.map(
          ({ code, name: text }) => html`<option value="${code}" ${code === "GB" && html`selected`}>${text}</option>`,
        )}
      </select>
      <span class="note bad" id="${country}-wrong"></span>
    </p>
    ${field(name("phone"), "Telephone, for the driver", { ...fill("tel"), type: "tel", required: false, most: 40 })}`;
};

const PARTS = ["name", "line1", "line2", "city", "region", "postcode", "country", "phone"];

export const addressOf = (form, whose) =>
  Object.fromEntries(PARTS.map((part) => [part, form.elements[`${whose}_address.${part}`].value.trim()]));
