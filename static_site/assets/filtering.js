// Which cards fit what somebody looks for. Pure.

const amount = (text, digits) => {
  const number = Number(text || Number.NaN);
  return Number.isFinite(number) ? Math.round(number * 10 ** digits) : null;
};

// From a form's fields brand (several), in_stock, price_min, price_max (major units); `digits` is how
// many the currency has of minor units: 2 of pence, 0 of yen.
export const wishOf = (fields, digits) => ({
  brands: new Set(fields.getAll("brand")),
  inStock: fields.has("in_stock"),
  least: amount(fields.get("price_min"), digits),
  most: amount(fields.get("price_max"), digits),
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
