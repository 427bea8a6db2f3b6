// An order as its buyer sees it.

import { countryName } from "./countries.js";
import { html, link } from "./html.js";
import { totalsList } from "./totals.js";
import { happening, hour, moment, money, words } from "./wording.js";

const LEADS = {
  pending_payment: "Your units are kept for you. As soon as the payment arrives this page says so.",
  paid: "Thank you. The order is paid, and a confirmation is on its way by e-mail.",
  processing: "The order is being packed.",
  shipped: "The order is on its way.",
  delivered: "The order has arrived.",
  expired: "Nobody paid in time, so the units are free again. Nothing was charged.",
  cancelled: "The order is called off.",
  payment_failed: "The payment failed. Nothing was charged.",
};

export const unknownOrder = () => html`<h1>No such order</h1>
  <p>The link is not whole, or it is not the link of an order. It stands in the confirmation that came by e-mail.</p>
  <p><a class="button" href="/">To the products</a></p>`;

const table = (heads, rows) => html`<div class="wide"><table>
  <thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
  <tbody>${rows}</tbody>
</table></div>`;

const lines = (order) => {
  const line = (one) => html`<tr>
    <th scope="row">${one.title}<br><span class="soft">${one.sku}${one.returned > 0 && `, ${one.returned} returned`}</span></th>
    <td>${one.quantity} × ${money(one.unit_price)}</td>
    <td>${money(one.total)}</td>
  </tr>`;
  return table(["Item", "Units", "Total"], order.lines.map(line));
};

const payments = (order) => {
  if (!order.payments.length) return null;
  const payment = (one) => html`<tr>
    <th scope="row">${words(one.kind)}</th>
    <td>${words(one.status)}</td>
    <td>${moment(one.at)}</td>
    <td>${money(one.amount)}</td>
  </tr>`;
  return html`<section aria-labelledby="paid">
    <h2 id="paid">Payments</h2>
    ${table(["Kind", "State", "When", "Amount"], order.payments.map(payment))}
  </section>`;
};

const history = (order) => {
  const step = (one) => html`<li><time datetime="${one.at}">${moment(one.at)}</time> ${happening(one.type)}</li>`;
  return html`<ol class="history">${order.history.map(step)}</ol>`;
};

const destination = (order) => {
  const to = order.shipping_address;
  const town = [to.city, to.postcode].filter(Boolean).join(" ");
  const written = [to.name, to.line1, to.line2, town, to.region, countryName(to.country)].filter(Boolean);
  return html`<address>${written.map((one, i) => html`${i > 0 && html`<br>`}${one}`)}</address>
    <p class="soft">${order.shipping_name}. Mails go to ${order.email}.</p>`;
};

const cancelling = (order) => {
  const can = ["pending_payment", "paid"].includes(order.status) && order.fulfilment_status === "unfulfilled";
  if (!can) return null;
  const back = order.payment_status === "unpaid" ? "Nothing was charged." : `${money(order.refundable)} goes back to the card.`;
  return html`<p><button type="button" class="quiet" id="cancel" data-ask>Cancel this order</button></p>
    <dialog aria-labelledby="sure">
      <h2 id="sure">Cancel order ${order.number}?</h2>
      <p>${back}</p>
      <p class="row"><button type="button" data-cancel>Yes, cancel it</button>
      <button type="button" class="quiet" data-keep>Keep it</button></p>
    </dialog>`;
};

const state = (name, code) => html`<span class="badge ${code}"><span class="of">${name}</span> ${words(code)}</span>`;

export const orderView = (order) => {
  const waits = order.status === "pending_payment" && order.payment.url;
  const refunded = order.status === "cancelled" && order.payments.length > 0;
  return html`<h1 data-rest tabindex="-1">Order ${order.number}</h1>
    <p class="states">
      ${state("Order", order.status)} ${state("Payment", order.payment_status)} ${state("Delivery", order.fulfilment_status)}
    </p>
    <p class="lead">${LEADS[order.status]} ${refunded && "What was paid goes back to the card."}</p>
    ${waits &&
    html`<p class="row"><a class="button" href="${link(order.payment.url)}">Pay ${money(order.totals.total)}</a>
      <span class="soft">until ${hour(order.payment.expires_at)}</span></p>`}
    <div data-trouble></div>
    <div class="beside">
      <div>
        <section aria-labelledby="what"><h2 id="what">What</h2>${lines(order)}</section>
        ${payments(order)}
        <section aria-labelledby="history"><h2 id="history">What happened</h2>${history(order)}</section>
      </div>
      <div class="panel">
        <section aria-labelledby="sum"><h2 id="sum">Together</h2>${totalsList(order.totals)}</section>
        <section aria-labelledby="where"><h2 id="where">Where to</h2>${destination(order)}</section>
        ${cancelling(order)}
      </div>
    </div>`;
};
