// The shopper's own cart. The token that opens it is an HttpOnly cookie: no script can read it.
// Whoever shows the cart listens for "cart-changed" on the document.

import { Problem, ask } from "./api.js";
import { alone } from "./alone.js";
import { CART, cartInCookie, kept, keptHere } from "./kept.js";
import { MERGED, isSignedIn, isSignedOut } from "./signed-in.js";

const knownId = () => cartInCookie()?.[2] ?? kept.recall(CART)?.id;

const CARTS = "/api/cart/carts";
const of = (id) => `${CARTS}/${encodeURIComponent(id)}`;

const tell = (cart) => {
  document.dispatchEvent(new CustomEvent("cart-changed", { detail: cart }));
  return cart;
};

export const units = (cart) => (cart?.lines ?? []).reduce((sum, line) => sum + line.quantity, 0);

let newest = null;

// Of two answers that overtake one another the later version counts.
const accept = (cart) => {
  if (newest?.id !== cart.id || cart.version >= newest.version) newest = cart;
  kept.keep(CART, { id: newest.id, units: units(newest) });
  return tell(newest);
};

const leave = () => {
  kept.keep(CART, null);
  const [, cookie] = cartInCookie() ?? [];
  const secure = cookie?.startsWith("__Host-") ? "; Secure" : "";
  if (cookie) document.cookie = `${cookie}=; Path=/; Max-Age=0${secure}`;
  return tell(null);
};

// The cart of a paid order: the shop hears of it a moment later than this browser does.
export const end = (id) => id === knownId() && leave();

const isOver = ({ status, code }) => status === 404 || code === "cart_ordered";

// Makes the guest's cart of this browser and the account's own one. Whoever pays already keeps the
// cart that is being paid. What became of them is kept until it was read.
export const merge = async ({ atCheckout = location.pathname === "/checkout/" } = {}) => {
  const told = await ask("POST", "/api/cart/merge", { body: { at_checkout: atCheckout } });
  const { outcome, capped, left_out } = told;
  if (outcome === "merged" || capped.length || left_out.length) {
    keptHere.keep(MERGED, { capped, left_out });
    document.dispatchEvent(new Event("carts-merged"));
  }
  return told.cart ? accept(told.cart) : leave();
};

// The account's own cart, on whatever device it was filled; null for a guest.
const mine = async () => {
  if (!isSignedIn()) return null;
  try {
    const { cart } = await ask("GET", "/api/cart/mine");
    return cart?.state === "open" ? accept(cart) : null;
  } catch (problem) {
    if (isSignedOut(problem)) return null;
    throw problem;
  }
};

// A guest's cart in the hands of somebody who is signed in becomes theirs; until it can, it is shown.
const adopted = (cart) =>
  merge().catch((problem) => {
    isSignedOut(problem);
    return accept(cart);
  });

// The open cart, or null: none yet, lapsed, or ordered.
export const current = async () => {
  const id = knownId();
  if (!id) return mine();
  let cart;
  try {
    cart = await ask("GET", of(id));
  } catch (problem) {
    if (problem.status !== 404) throw problem;
  }
  if (!cart || cart.state === "ordered") {
    leave();
    return mine();
  }
  return isSignedIn() && cart.owner === "guest" ? adopted(cart) : accept(cart);
};

// The cart as another route has answered it.
export const take = (cart) => accept(cart);

// Where a key was sent first is where it is sent again: an answer that breaks off may have left the
// cookie of the new cart, and asking that cart would add a second time.
const targets = new Map();

// What opens a cart is a cookie: without one the shop would fill a cart that nobody finds again.
const CLOSED = {
  status: 403,
  code: "no_cookies",
  detail: "This browser keeps no cookies for the shop, and the cart needs one. Allow them here, and try again.",
};

// One window at a time, so that two of them never open two carts.
export const add = async (sku, quantity, key) => {
  if (!navigator.cookieEnabled) throw new Problem(CLOSED);
  return alone(CART, async () => {
    if (!targets.has(key)) targets.set(key, knownId());
    const id = targets.get(key);
    if (id) {
      try {
        return accept(await ask("POST", `${of(id)}/lines`, { body: { sku, quantity }, key }));
      } catch (problem) {
        if (!isOver(problem)) throw problem;
        leave();
        targets.set(key, null);
      }
    }
    return accept(await ask("POST", CARTS, { body: { lines: [{ sku, quantity }] }, key }));
  });
};

// An edit says what shall be, not what shall change, so it is right for a newer version as well.
const edited = async (cart, edit) => {
  try {
    return accept(await edit(cart.version));
  } catch (problem) {
    if (problem.code !== "stale") throw problem;
    const fresh = await ask("GET", of(cart.id));
    return accept(await edit(fresh.version));
  }
};

export const setQuantity = (cart, lineId, quantity) =>
  edited(cart, (version) => {
    const path = `${of(cart.id)}/lines/${encodeURIComponent(lineId)}`;
    return quantity > 0
      ? ask("PATCH", path, { body: { quantity }, version })
      : ask("DELETE", path, { version });
  });

export const acknowledge = async ({ id }) => accept(await ask("POST", `${of(id)}/acknowledge`));
export const enterCode = async ({ id }, code) =>
  accept(await ask("POST", `${of(id)}/codes`, { body: { code } }));
