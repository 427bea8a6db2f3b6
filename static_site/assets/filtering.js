// Which cards fit what somebody looks for. Pure.

const MINOR_UNITS = 100;

const amount = (text) => {
  const number = Number(text || Number.NaN);
  return Number.isFinite(number) ? Math.round(number * MINOR_UNITS) : null;
};

// From a form's fields brand (several), in_stock, price_min, price_max (major units).
export const wishOf = (fields) => ({
  brands: new Set(fields.getAll("brand")),
  inStock: fields.has("in_stock"),
  least: amount(fields.get("price_min")),
  most: amount(fields.get("price_max")),
});

// How many filters are on.
export const sizeOf = ({ brands, inStock, least, most }) =>
  brands.size + [inStock, least !== null, most !== null].filter(Boolean).length;

// `card` is {brand, availability, amount}: amount in minor units as text, undefined without one.
export const fits = ({ brand, availability, amount: price }, { brands, inStock, least, most }) => {
  if (brands.size && !brands.has(brand)) return false;
  if (inStock && availability === "out_of_stock") return false;
  if (least === null && most === null) return true;
  if (!price) return false;
  return (least === null || Number(price) >= least) && (most === null || Number(price) <= most);
};
