// What somebody saved for later, as rows: in their own list, and in one that was shared.

import { link } from "./parts.js";
import { clone, fill } from "./slots.js";
import { money } from "./wording.js";

const STOCK = { in_stock: "In stock", low_stock: "Few left", out_of_stock: "Out of stock" };

export const nameOf = ({ title, choice }) => [title, choice].filter(Boolean).join(", ");

// Which one of several is only chosen at the product itself.
const choiceOf = ({ any_choice: any, choice }) => (any ? "Any of its kinds" : choice);

// What became of the price since it was saved.
export const changeOf = ({ price, wished_at_price: was }) => {
  if (!price || !was || price.currency !== was.currency || price.amount === was.amount) return "";
  const less = price.amount < was.amount;
  return `${less ? "Cheaper" : "Dearer"} than when you saved it: it was ${money(was)}.`;
};

const stockOf = ({ sold, availability }) =>
  sold
    ? { textContent: STOCK[availability], className: `badge ${availability}` }
    : { textContent: "No longer sold", className: "badge out_of_stock" };

export const canBuy = (wish) => wish.sold && wish.availability !== "out_of_stock";

export const rowOf = (wish) => {
  const row = clone("wish-row");
  row.querySelector("img")?.addEventListener("error", ({ target }) => (target.hidden = true));
  const address = link(`/products/${encodeURIComponent(wish.slug)}/`);
  fill(row, {
    picture: wish.picture ? { src: link(wish.picture), alt: "" } : null,
    name: wish.sold ? { textContent: wish.title, href: address } : null,
    gone: wish.sold ? "" : wish.title,
    choice: choiceOf(wish),
    price: wish.price && money(wish.price),
    change: changeOf(wish),
    stock: stockOf(wish),
    choose: canBuy(wish) && wish.any_choice && { href: address },
    "which-name": nameOf(wish),
  });
  const sku = row.querySelector("input[name=sku]");
  if (sku) sku.value = wish.sku;
  for (const one of row.querySelectorAll("[data-part=buy]")) one.hidden = !canBuy(wish) || wish.any_choice;
  return row;
};
