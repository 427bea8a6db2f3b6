// What this browser remembers of its shopper: which cart is theirs, which order waits for payment.
// Where storage is forbidden it lasts as long as the page.

const beside = new Map();

export const CART = "barrow.cart";
export const UNPAID = "barrow.unpaid-order";

export const recall = (name) => {
  try {
    return localStorage.getItem(name);
  } catch {
    return beside.get(name) ?? null;
  }
};

export const keep = (name, value) => {
  try {
    localStorage.setItem(name, value);
  } catch {
    beside.set(name, value);
  }
};

export const forget = (name) => {
  beside.delete(name);
  try {
    localStorage.removeItem(name);
  } catch {
    // it was never kept there
  }
};
