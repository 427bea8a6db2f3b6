// The only module that fetches. Each function is one route; what the shop refuses is a Problem.

const PATIENCE_MS = 20_000;

// An RFC 9457 document: `code` is stable, `errors` are wrong fields, the rest is what the code brings
// (`lines` of out_of_stock, `totals` of total_changed). Status 0 is a shop that did not answer.
export class Problem extends Error {
  constructor(document) {
    super(document.detail || document.title || "Something went wrong");
    Object.assign(this, { code: "unknown", status: 0, errors: [] }, document);
  }
  // Whether the same request may be sent again as it was: nobody knows, or it was too early.
  get isOpen() {
    return this.status === 0 || this.status >= 500 || this.status === 429 || this.code === "in_flight";
  }
}

const ask = async (method, path, { body, key, version, orderToken } = {}) => {
  const headers = { Accept: "application/json" };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (key) headers["Idempotency-Key"] = key;
  if (version !== undefined) headers["If-Match"] = `"${version}"`;
  if (orderToken) headers["X-Order-Token"] = orderToken;
  let answer, text;
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    answer = await fetch(path, { method, headers, signal, body: body && JSON.stringify(body) });
    text = await answer.text();
  } catch {
    throw new Problem({ code: "unreachable", detail: "The shop does not answer. Is it open?" });
  }
  let document = {};
  try {
    document = text ? JSON.parse(text) : {};
  } catch {
    throw new Problem({ status: answer.status, detail: "The shop’s answer cannot be read." });
  }
  if (!answer.ok) throw new Problem({ ...document, status: answer.status });
  return document;
};

const part = encodeURIComponent;
const query = (values) => {
  const given = Object.entries(values).filter(([, value]) => value);
  const pairs = given.flatMap(([name, value]) => [value].flat().map((one) => [name, one]));
  return pairs.length ? `?${new URLSearchParams(pairs)}` : "";
};

export const listCategories = () => ask("GET", "/api/catalog/categories");
export const listProducts = ({ category, sort, cursor, limit = 24 }) =>
  ask("GET", `/api/catalog/products${query({ category, sort, cursor, limit })}`);
export const readProduct = (slug) => ask("GET", `/api/catalog/products/${part(slug)}`);

const SKUS_AT_ONCE = 50;
// A map from SKU to what is left of it right now.
export const availabilityOf = async (skus) => {
  const left = new Map();
  for (let i = 0; i < skus.length; i += SKUS_AT_ONCE) {
    const some = skus.slice(i, i + SKUS_AT_ONCE);
    const { data } = await ask("GET", `/api/catalog/availability${query({ sku: some })}`);
    for (const one of data) left.set(one.sku, one);
  }
  return left;
};

// The cart's token is an HttpOnly cookie that came with the cart: no script can read it.
export const openCart = (lines, key) => ask("POST", "/api/cart/carts", { body: { lines }, key });
export const readCart = (id) => ask("GET", `/api/cart/carts/${part(id)}`);
export const addLine = (id, line, key) =>
  ask("POST", `/api/cart/carts/${part(id)}/lines`, { body: line, key });
export const setQuantity = (id, lineId, quantity, version) =>
  ask("PATCH", `/api/cart/carts/${part(id)}/lines/${part(lineId)}`, { body: { quantity }, version });
export const removeLine = (id, lineId, version) =>
  ask("DELETE", `/api/cart/carts/${part(id)}/lines/${part(lineId)}`, { version });
export const acknowledgePrices = (id) => ask("POST", `/api/cart/carts/${part(id)}/acknowledge`);

export const listShippingOptions = (cartId, address) =>
  ask("POST", "/api/checkout/shipping-options", { body: { cart_id: cartId, address } });
export const startCheckout = (body, key) => ask("POST", "/api/checkout/checkouts", { body, key });
export const readOrder = (id, orderToken) =>
  ask("GET", `/api/checkout/orders/${part(id)}`, { orderToken });
export const cancelOrder = (id, orderToken, key) =>
  ask("POST", `/api/checkout/orders/${part(id)}/cancel`, { orderToken, key });

export const readDescription = (capability) => ask("GET", `/api/${part(capability)}/openapi.json`);
