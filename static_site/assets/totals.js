// What a cart or an order comes to: each figure with its reason.

import { each } from "./slots.js";
import { money } from "./wording.js";

// Rows of <template id="total-row">.
export const totalRows = ({ subtotal, discounts, shipping, tax, tax_included, total, why }) => {
  const rows = [["subtotal", "Subtotal", money(subtotal)]];
  for (const discount of discounts) rows.push(["discount", "Discount", money(discount)]);
  const free = shipping?.amount === 0 ? "Free" : shipping && money(shipping);
  rows.push(["shipping", "Delivery", free ?? "At checkout"]);
  if (!tax_included) rows.push(["tax", "Tax", money(tax)]);
  rows.push(["total", "Total", money(total)]);
  if (tax_included) rows.push(["tax", "Tax in it", money(tax)]);
  const made = each("total-row", rows, ([row, name, amount]) => ({ name, amount, why: why[row] }));
  made.forEach((element, i) => (element.dataset.row = rows[i][0]));
  return made;
};
