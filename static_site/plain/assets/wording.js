// Amounts, times and states in the page's language.

const language = document.documentElement.lang || "en";
const formats = new Map();

const formatOf = (currency) => {
  if (!formats.has(currency)) {
    formats.set(currency, new Intl.NumberFormat(language === "en" ? "en-GB" : language, { style: "currency", currency }));
  }
  return formats.get(currency);
};

// {amount: 1299, currency: "GBP"} → £12.99; the currency knows how many minor units it has.
export const money = ({ amount, currency }) => {
  const format = formatOf(currency);
  return format.format(amount / 10 ** format.resolvedOptions().maximumFractionDigits);
};

const moments = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });
const days = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium" });
const hours = new Intl.DateTimeFormat("en-GB", { timeStyle: "short" });
export const moment = (text) => moments.format(new Date(text));
export const day = (text) => days.format(new Date(text));
export const hour = (text) => hours.format(new Date(text));

const sentence = (text) => text.charAt(0).toUpperCase() + text.slice(1).toLowerCase();
export const words = (code) => sentence(code.replaceAll("_", " "));

const HAPPENINGS = {
  CheckoutStarted: "Order made, waiting for payment",
  OrderPlaced: "Paid and placed",
  OrderExpired: "Not paid in time",
  OrderCancelled: "Cancelled",
  OrderRefunded: "Money sent back",
  RefundFailed: "Sending money back failed",
  PaymentDisputed: "The payment is disputed",
};
export const happening = (type) => HAPPENINGS[type] ?? sentence(type.replace(/(?<=[a-z])(?=[A-Z])/g, " "));

// What a badge says of {availability, available, date}; nothing while there is plenty.
export const left = ({ availability, available, date }) => {
  if (availability === "out_of_stock") return "Out of stock";
  if (availability === "backorder") return date ? `On order, expected ${day(date)}` : "On order";
  if (availability === "low_stock") return available ? `Only ${available} left` : "Few left";
  return "In stock";
};
