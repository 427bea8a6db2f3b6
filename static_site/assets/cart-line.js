// One line of a cart as it is shown: made once, shown anew as often as it changes.

import { link } from "./parts.js";
import { clone, fill } from "./slots.js";
import { money } from "./wording.js";

export const nameOf = (line) => [line.title, line.choice].filter(Boolean).join(", ");

const noticeOf = ({ was, now, text }) =>
  was && now ? `The price was ${money(was)} and is ${money(now)} now.` : text;

export const makeLine = (line) => {
  const row = clone("cart-line");
  row.dataset.line = line.id;
  // a picture that is not there leaves its place empty
  row.querySelector("img")?.addEventListener("error", ({ target }) => (target.hidden = true));
  return fill(row, {
    picture: line.picture ? { src: link(line.picture), alt: "" } : null,
    name: { textContent: line.title, href: link(`/products/${encodeURIComponent(line.slug)}/`) },
    choice: line.choice,
    "quantity-label": `Quantity of ${nameOf(line)}`,
    "remove-name": nameOf(line),
  });
};

const offer = (row, wish, offered) => {
  const button = row.querySelector(`[data-do=${wish}]`);
  if (button) button.hidden = !offered;
};

// aria-disabled keeps the focus where a disabled button would lose it
const allow = (row, wish, allowed) => {
  const button = row.querySelector(`[data-do=${wish}]`);
  if (button) button.ariaDisabled = String(!allowed);
};

export const quantityOf = (row) => row.querySelector("input[data-slot=quantity]");

// `wanted` units are on their way, or null; `left` is what the stockroom has, or null; `wrong` says
// why the last edit was not made.
export const showLine = (row, line, { wanted, left, wrong, isBusy }) => {
  const units = wanted || line.quantity;
  const short = left !== null && left < units;
  fill(row, {
    unit: `${money(line.unit_price)} each`,
    total: money(line.total),
    why: line.why.slice(1).join(", "),
    notice: line.notices.map(noticeOf).join(" "),
    short: short && (left ? `Only ${left} left.` : "Out of stock."),
    take: short && left > 0 && `Take ${left}`,
    wrong,
  });
  offer(row, "take", short && left > 0);
  offer(row, "again", Boolean(wrong) && wanted !== null);
  allow(row, "less", units > 1);
  allow(row, "more", units < line.max_quantity);
  const field = quantityOf(row);
  field.max = line.max_quantity;
  // what is being typed is left alone
  if (document.activeElement !== field || wanted !== null) field.value = units;
  row.ariaBusy = isBusy ? "true" : null;
};
