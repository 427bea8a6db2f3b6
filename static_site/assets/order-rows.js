// A buyer's orders as rows of a list.

import { orderAddress } from "./orders.js";
import { each } from "./slots.js";
import { day, money, words } from "./wording.js";

const SHOWN = 3;

const whatOf = (lines) => {
  const titles = lines.slice(0, SHOWN).map((line) => (line.quantity > 1 ? `${line.quantity} × ${line.title}` : line.title));
  const more = lines.length - titles.length;
  return more > 0 ? `${titles.join(", ")} and ${more} more` : titles.join(", ");
};

const badge = (code) => ({ textContent: words(code), className: `badge ${code}` });

// What was sent back, or is disputed: the rest the order's own state says.
const paymentOf = (code) => ["refunded", "partially_refunded", "disputed"].includes(code) && badge(code);

export const rowsOf = (orders) =>
  each("order-row", orders, (order) => ({
    link: { href: orderAddress({ id: order.id }) },
    number: order.number,
    when: { textContent: day(order.created_at), dateTime: order.created_at },
    what: whatOf(order.lines),
    status: badge(order.status),
    payment: paymentOf(order.payment_status),
    total: money(order.totals.total),
  }));
