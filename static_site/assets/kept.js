// What this browser remembers of its shopper, as JSON. Where storage is forbidden it lasts as long
// as the page.

export const CART = "barrow.cart"; // {id, units}
export const UNPAID = "barrow.unpaid-order"; // {id, token}
export const ATTEMPT = "barrow.attempt"; // {wish, key, at}

// `beside` holds what the storage did not take: it may be forbidden, or full.
const drawer = (storage, beside = new Map()) => ({
  recall(name) {
    if (beside.has(name)) return beside.get(name);
    try {
      return JSON.parse(globalThis[storage].getItem(name));
    } catch {
      return null;
    }
  },
  // null forgets
  keep(name, value) {
    beside.delete(name);
    try {
      if (value === null) globalThis[storage].removeItem(name);
      else globalThis[storage].setItem(name, JSON.stringify(value));
    } catch {
      beside.set(name, value);
    }
  },
});

export const kept = drawer("localStorage");
// for this window alone, until it is closed
export const keptHere = drawer("sessionStorage");

// The cart's id stands in a cookie beside the token's, so that a plain form fills the same cart.
export const cartInCookie = () => document.cookie.match(/(?:^|; )((?:__Host-)?cart_id)=([^;]*)/);
