// What checkout can refuse for the state of the shop, said with what can be done about it.

import { html } from "./html.js";
import { alert } from "./problems.js";
import { totalsList } from "./totals.js";
import { money } from "./wording.js";

const titleOf = (cart, sku) => {
  const line = cart.lines.find((one) => one.sku === sku);
  return line ? [line.title, line.choice].filter(Boolean).join(", ") : sku;
};

const outOfStock = (problem, cart) => {
  const line = ({ sku, requested, available }) => html`<li>
    <span>${titleOf(cart, sku)}: you want ${requested}, ${available ? `only ${available} left` : "none is left"}.</span>
    <button type="button" class="quiet" data-take="${available}" data-sku="${sku}">${available ? `Take ${available}` : "Take it out"}</button>
  </li>`;
  return alert("There is not enough in stock.", html`<ul class="refused">${problem.lines.map(line)}</ul>`);
};

const notSold = (problem, cart) => {
  const line = ({ sku }) => html`<li>
    <span>${titleOf(cart, sku)}</span>
    <button type="button" class="quiet" data-take="0" data-sku="${sku}">Take it out</button>
  </li>`;
  const more = html`<ul class="refused">${(problem.lines ?? []).map(line)}</ul><p><a href="/cart/">To the cart</a></p>`;
  return alert("Some of this is no longer sold, or not so many at once.", more);
};

const totalChanged = (problem, before) => {
  const now = problem.totals;
  return alert(
    `The total is ${money(now.total)} now; it was ${money(before)}.`,
    html`${totalsList(now)}<p><button type="button" data-agree>Agree, and pay ${money(now.total)}</button></p>`,
  );
};

// Markup for a problem; `before` is the total that the shopper saw.
export const refusal = (problem, cart, before) => {
  if (problem.code === "out_of_stock") return outOfStock(problem, cart);
  if (problem.code === "not_sold") return notSold(problem, cart);
  if (problem.code === "total_changed") return totalChanged(problem, before);
  if (["cart_ordered", "cart_empty"].includes(problem.code) || problem.status === 404) {
    return alert(problem.message, html`<p><a href="/cart/">To the cart</a></p>`);
  }
  return alert(problem.message);
};
