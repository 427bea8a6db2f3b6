// Adding to the cart without leaving the page, for every form that does it.

import { Attempt, once } from "./attempt.js";
import * as cart from "./cart.js";
import { say } from "./said.js";

const attempts = new WeakMap();

const reasonOf = (problem) => {
  if (problem.code === "quantity_limit") return `One order may have ${problem.max_quantity} of these at most.`;
  return problem.code === "not_sold" ? "This cannot be bought at the moment." : problem.message;
};

const answer = (form, text) => {
  const place = form.querySelector("[data-slot=answer]");
  if (!place) return text && say(text);
  place.textContent = text;
  place.hidden = !text;
};

const expect = (detail) => document.dispatchEvent(new CustomEvent("cart-expects", { detail }));

export const add = (form) =>
  once(form, async () => {
    const { sku, quantity } = Object.fromEntries(new FormData(form));
    const wish = { sku, quantity: Number(quantity) };
    if (!attempts.has(form)) attempts.set(form, new Attempt());
    const attempt = attempts.get(form);
    answer(form, "");
    expect(wish.quantity);
    try {
      await cart.add(sku, wish.quantity, attempt.keyFor(wish));
      attempt.settle();
      document.dispatchEvent(new CustomEvent("cart-added", { detail: wish }));
    } catch (problem) {
      attempt.settle(problem);
      expect(0);
      answer(form, reasonOf(problem));
    }
  });

// The second click of a double click adds nothing, however fast the first was answered.
document.addEventListener("click", (event) => {
  const button = event.detail > 1 && event.target.closest("form[action='/api/cart/forms/lines'] button");
  if (button?.type === "submit") event.preventDefault();
});
