// Which variant a choice of options means. Pure: a variant is {sku, options, availability}.

export const isSame = (variant, choice) =>
  Object.entries(choice).every(([name, value]) => variant.options[name] === value);

// Each option's name with its values, in the order in which the variants have them.
export const optionsOf = (variants) => {
  const options = new Map();
  for (const variant of variants) {
    for (const [name, value] of Object.entries(variant.options)) {
      if (!options.has(name)) options.set(name, []);
      if (!options.get(name).includes(value)) options.get(name).push(value);
    }
  }
  return options;
};

// How a value stands beside the rest of the choice: its variant's availability, "none" without one.
export const stateOf = (variants, choice, name, value) => {
  const variant = variants.find((one) => isSame(one, { ...choice, [name]: value }));
  return variant?.availability ?? "none";
};

const common = (variant, choice) =>
  Object.entries(choice).filter(([name, value]) => variant.options[name] === value).length;

// The variant of the choice after `name` became `value`. Where there is none, the one with that
// value that keeps most of the rest, what can be bought before what is sold out.
export const nearest = (variants, choice, name, value) => {
  const wanted = { ...choice, [name]: value };
  const rank = (variant) =>
    2 * common(variant, wanted) + (variant.availability === "out_of_stock" ? 0 : 1);
  const able = variants.filter((variant) => variant.options[name] === value);
  return able.reduce((best, one) => (rank(one) > rank(best) ? one : best), able[0]);
};
