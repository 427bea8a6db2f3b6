// Amounts, times and states in the page's language.

const language = document.documentElement.lang || "en-GB";
const formats = new Map();

const formatOf = (currency) => {
  if (!formats.has(currency)) {
    formats.set(currency, new Intl.NumberFormat(language, { style: "currency", currency }));
  }
  return formats.get(currency);
};

// How many digits a currency has of minor units.
export const digitsOf = (currency) => formatOf(currency).resolvedOptions().maximumFractionDigits;

// {amount: 1299, currency: "GBP"} → £12.99
export const money = ({ amount, currency }) =>
  formatOf(currency).format(amount / 10 ** digitsOf(currency));

const written = (options) => {
  const format = new Intl.DateTimeFormat(language, options);
  return (text) => format.format(new Date(text));
};
export const moment = written({ dateStyle: "medium", timeStyle: "short" });
export const day = written({ dateStyle: "long" });
export const hour = written({ timeStyle: "short" });

const sentence = (text) => text.charAt(0).toUpperCase() + text.slice(1).toLowerCase();
export const words = (code) => sentence(code.replaceAll("_", " "));
