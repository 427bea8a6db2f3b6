// Checkout's routes: how a cart can go, the order that it becomes, and how that stands.

import { ask } from "./api.js";

const of = (id) => `/api/checkout/orders/${encodeURIComponent(id)}`;

export const listShippingOptions = (cartId, country) =>
  ask("POST", "/api/checkout/shipping-options", { body: { cart_id: cartId, address: { country } } });
export const startCheckout = (body, key) => ask("POST", "/api/checkout/checkouts", { body, key });
export const readOrder = ({ id, token }) => ask("GET", of(id), { orderToken: token });
export const cancelOrder = ({ id, token }, key) =>
  ask("POST", `${of(id)}/cancel`, { orderToken: token, key });

// The part behind # stays in the browser.
export const orderAddress = ({ id, token }) => `/order/#${id}.${token}`;
