// What checkout can refuse for the state of the shop, said in place with what can be done about it.

import { toggle } from "./parts.js";
import { each, fill } from "./slots.js";
import { money } from "./wording.js";

const ALL = ["out-of-stock", "total-changed", "trouble", "errors"];

const offerToPay = (root, offered) => {
  root.querySelector("[data-do=pay]").hidden = !offered;
};

export const clear = (root) => {
  for (const name of ALL) toggle(root, name, false);
  offerToPay(root, true);
};

const open = (root, name) => {
  // another total is agreed to by its own button
  offerToPay(root, name !== "total-changed");
  const element = toggle(root, name, true);
  element?.focus();
  element?.scrollIntoView({ block: "nearest" });
};

const titleOf = (cart, sku) => {
  const line = cart?.lines.find((one) => one.sku === sku);
  return line ? [line.title, line.choice].filter(Boolean).join(", ") : sku;
};

const shortText = (cart, { sku, requested, available }) => {
  const title = titleOf(cart, sku);
  if (requested === undefined) return `${title} is no longer sold.`;
  if (!available) return `${title}: you want ${requested}, and none is left.`;
  return `${title}: you want ${requested}, and ${available} ${available === 1 ? "is" : "are"} left.`;
};

// `lines`: what is short by SKU; a line that is not sold at all has no numbers.
export const showShort = (root, lines, cart) => {
  const some = lines.some(({ available }) => available);
  fill(root, {
    short: each("short-line", lines, (line) => ({ text: shortText(cart, line) })),
    "take-left": some ? "Take what is left" : "Take it out of the cart",
  });
  open(root, "out-of-stock");
};

const change = (name, was, now) =>
  was && now && was.amount !== now.amount ? [`${name}: ${money(was)} before, ${money(now)} now`] : [];

// Which figures differ, and the prices that made them so.
export const differencesOf = (before, now, cart) => {
  const prices = (cart?.lines ?? []).flatMap((line) =>
    line.notices.flatMap((notice) => change(titleOf(cart, line.sku), notice.was, notice.now)),
  );
  return [
    ...(prices.length ? prices : change("Goods", before?.subtotal, now.subtotal)),
    ...change("Delivery", before?.shipping, now.shipping),
    ...change("Tax", before?.tax, now.tax),
  ];
};

export const showChanged = (root, before, now, cart) => {
  fill(root, {
    before: before ? money(before.total) : "",
    now: money(now.total),
    differences: each("difference", differencesOf(before, now, cart), (text) => ({ text })),
    agree: `Agree, and pay ${money(now.total)}`,
  });
  open(root, "total-changed");
};

export const showTrouble = (root, problem) => {
  const kept = problem.isOpen ? " What you typed is kept, and you will not be charged twice." : "";
  fill(root, { "trouble-text": `${problem.message}${kept}` });
  const again = root.querySelector("[data-part=trouble] [data-do=again]");
  if (again) again.hidden = !problem.isOpen;
  open(root, "trouble");
};
