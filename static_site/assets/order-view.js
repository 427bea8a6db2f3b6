// An order as its buyer sees it: values for the slots of the order page.

import { addressLines, lined } from "./address-view.js";
import { link, toggle } from "./parts.js";
import { each, fill } from "./slots.js";
import { totalRows } from "./totals.js";
import { hour, moment, money, words } from "./wording.js";

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

const HAPPENINGS = {
  CheckoutStarted: "Order made, waiting for payment",
  OrderPlaced: "Paid and placed",
  OrderExpired: "Not paid in time",
  OrderCancelled: "Cancelled",
  OrderRefunded: "Money sent back",
  RefundFailed: "Sending money back failed",
  PaymentDisputed: "The payment is disputed",
};
export const happening = (type) =>
  HAPPENINGS[type] ?? words(type.replace(/(?<=[a-z])(?=[A-Z])/g, " "));

export const leadOf = ({ status, payments }) => {
  const back = status === "cancelled" && payments.length > 0;
  return back ? `${LEADS.cancelled} What was paid goes back to the card.` : (LEADS[status] ?? words(status));
};

const state = (code) => ({ textContent: words(code), className: `badge ${code}` });

export const canCancel = ({ status, fulfilment_status: fulfilment }) =>
  ["pending_payment", "paid"].includes(status) && fulfilment === "unfulfilled";

const when = (at) => ({ textContent: moment(at), dateTime: at });

export const showOrder = (root, order) => {
  const waits = order.status === "pending_payment";
  fill(root, {
    number: order.number,
    lead: leadOf(order),
    status: state(order.status),
    payment_status: state(order.payment_status),
    fulfilment_status: state(order.fulfilment_status),
    email: order.email ?? "(erased)",
    shipping_name: order.shipping_name,
    address: lined(addressLines(order.shipping_address)),
    created: moment(order.created_at),
    lines: each("order-line", order.lines, (line) => ({
      name: line.title,
      sku: line.returned ? `${line.sku}, ${line.returned} returned` : line.sku,
      units: String(line.quantity),
      unit: money(line.unit_price),
      total: money(line.total),
    })),
    totals: totalRows(order.totals),
    payments: each("order-payment", order.payments, (one) => ({
      kind: words(one.kind),
      state: words(one.status),
      when: when(one.at),
      amount: money(one.amount),
    })),
    history: each("order-event", order.history, ({ at, type }) => ({ when: when(at), what: happening(type) })),
    pay: order.payment.url && { href: link(order.payment.url) },
    until: waits && `until ${hour(order.payment.expires_at)}`,
    back: order.payment_status === "unpaid" ? "Nothing was charged." : `${money(order.refundable)} goes back to the card.`,
  });
  toggle(root, "pay", waits && order.payment.url);
  toggle(root, "payments", order.payments.length > 0);
  for (const button of root.querySelectorAll("[data-do=ask-cancel]")) button.hidden = !canCancel(order);
};
