// What a cart or an order comes to, as a list of amounts.

import { html } from "./html.js";
import { money } from "./wording.js";

const row = (name, value, kind = "") => html`<div class="${kind}"><dt>${name}</dt><dd>${value}</dd></div>`;

export const totalsList = (totals) => html`<dl class="totals">
  ${row("Subtotal", money(totals.subtotal))}
  ${totals.discounts.map((discount) => row("Discount", money(discount)))}
  ${row("Delivery", totals.shipping ? money(totals.shipping) : html`<span class="soft">at checkout</span>`)}
  ${!totals.tax_included && row("Tax", money(totals.tax))}
  ${row("Total", money(totals.total), "total")}
  ${totals.tax_included && totals.tax.amount > 0 && row("of which tax", money(totals.tax), "soft")}
</dl>`;
