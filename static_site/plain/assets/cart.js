// The shopper's own cart. Whoever shows it listens for "cart-changed" on the document.

import * as api from "./api.js";
import { CART, forget, keep, recall } from "./kept.js";

const announce = (cart) => {
  document.dispatchEvent(new CustomEvent("cart-changed", { detail: cart }));
  return cart;
};

const isOver = (problem) => problem.status === 404 || problem.code === "cart_ordered";

const leave = () => {
  forget(CART);
  return announce(null);
};

// The open cart, or null: none yet, lapsed, or ordered.
export const current = async () => {
  const id = recall(CART);
  if (!id) return null;
  try {
    const cart = await api.readCart(id);
    return cart.state === "ordered" ? leave() : announce(cart);
  } catch (problem) {
    if (problem.status !== 404) throw problem;
    return leave();
  }
};

export const add = async (sku, quantity, key) => {
  const id = recall(CART);
  if (id) {
    try {
      return announce(await api.addLine(id, { sku, quantity }, key));
    } catch (problem) {
      if (!isOver(problem)) throw problem;
      leave();
    }
  }
  const cart = await api.openCart([{ sku, quantity }], key);
  keep(CART, cart.id);
  return announce(cart);
};

// An edit says what shall be, not what shall change, so it is right for a newer version as well.
const edited = async (cart, edit) => {
  try {
    return announce(await edit(cart.version));
  } catch (problem) {
    if (problem.code !== "stale") throw problem;
    const fresh = await api.readCart(cart.id);
    return announce(await edit(fresh.version));
  }
};

export const setQuantity = (cart, lineId, quantity) =>
  quantity > 0
    ? edited(cart, (version) => api.setQuantity(cart.id, lineId, quantity, version))
    : edited(cart, (version) => api.removeLine(cart.id, lineId, version));

export const acknowledge = async (cart) => announce(await api.acknowledgePrices(cart.id));

export const units = (cart) => (cart?.lines ?? []).reduce((sum, line) => sum + line.quantity, 0);
