// What every page loads: the cart's count, and what brings the rest when it is wanted. Pages stay
// files: nothing here asks the shop, for the last answer about the cart is kept.

import { tell } from "./consent.js";
import { CART, cartInCookie, kept } from "./kept.js";

class ShopCartCount extends HTMLElement {
  connectedCallback() {
    const show = () => this.#show(0);
    document.addEventListener("cart-changed", show);
    // units on their way: shown at once, and taken back when the shop refuses
    document.addEventListener("cart-expects", ({ detail }) => this.#show(detail));
    // another window filled the cart, or this one comes back
    addEventListener("storage", show);
    addEventListener("pageshow", show);
    show();
    // a plain form filled a cart that script has not seen
    const id = cartInCookie()?.[2];
    if (id && id !== kept.recall(CART)?.id) import("./cart.js").then(({ current }) => current()).catch(() => 0);
  }

  #show(more) {
    const count = (kept.recall(CART)?.units ?? 0) + more;
    this.textContent = count || "";
    this.hidden = !count;
  }
}

customElements.define("shop-cart-count", ShopCartCount);

// the mark beside the session's cookie, which no script can read
if (/(^|; )(__Host-)?account=1/.test(document.cookie)) {
  const account = document.querySelector("a[data-do=account]");
  account.href = "/account/";
  account.lastChild.textContent = "Account";
}

// Fetched when a hand or the focus comes near, so that it is there at the click.
const WANTED = {
  "form[action='/api/cart/forms/lines']": () => import("./add-to-cart.js"),
  "a[data-do=cart]": () => import("./shop-cart-drawer.js"),
  "a[data-do=wish]": () => import("./wishing.js"),
  "shop-gallery": () => import("./shop-gallery.js"),
};
const near = ({ target }) => {
  for (const [selector, bring] of Object.entries(WANTED)) {
    if (target.closest?.(selector)) bring().catch(() => 0);
  }
};
document.addEventListener("pointerover", near);
document.addEventListener("focusin", near);

// For when the modules that say more have not come.
const report = (text) => (document.getElementById("said").textContent = text);

// Without its module the form itself still works.
document.addEventListener("submit", async (event) => {
  const form = event.target;
  const bring = WANTED[`form[action='${form.getAttribute("action")}']`];
  if (!bring) return;
  event.preventDefault();
  const module = await bring().catch(() => null);
  if (module) module.add(form);
  else if (navigator.onLine) form.submit();
  else report("You are offline. Nothing is lost: try again when you are back.");
});

const drawer = () => document.querySelector("shop-cart-drawer");

document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-do=cart], a[data-do=wish]");
  if (!link || !drawer() || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  const module = await WANTED[`a[data-do=${link.dataset.do}]`]().catch(() => null);
  if (!module) location.assign(link.href);
  else if (module.wish) module.wish(link);
  else drawer().open();
});

document.addEventListener("cart-added", async ({ detail }) => {
  tell("add_to_cart", detail);
  await import("./shop-cart-drawer.js").then(() => drawer()?.open(), () => report("It is in the cart now."));
});
