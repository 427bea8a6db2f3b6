// Checkout's routes: how a cart can go, the order that it becomes, and how that stands.

import { ask } from "./api.js";

const opening = (token) => token && { "X-Order-Token": token };
const of = (id) => `/api/checkout/orders/${encodeURIComponent(id)}`;

export const listShippingOptions = (cartId, country) =>
  ask("POST", "/api/checkout/shipping-options", { body: { cart_id: cartId, address: { country } } });
export const startCheckout = (body, key) => ask("POST", "/api/checkout/checkouts", { body, key });
export const readOrder = ({ id, token }) => ask("GET", of(id), { headers: opening(token) });
export const listOrders = (limit, cursor) =>
  ask("GET", `/api/checkout/orders?${new URLSearchParams({ limit, ...(cursor && { cursor }) })}`);
export const cancelOrder = ({ id, token }, key) =>
  ask("POST", `${of(id)}/cancel`, { headers: opening(token), key });

// The part behind # stays in the browser. Without a token the buyer's session opens it.
export const orderAddress = ({ id, token }) => (token ? `/order/#${id}.${token}` : `/order/#${id}`);
