import assert from "node:assert/strict";
import test from "node:test";

import { browser } from "./browser.mjs";

browser();
const { canBuy, changeOf, nameOf } = await import("../assets/wish-rows.js");
const pounds = (amount) => ({ amount, currency: "GBP" });

test("a price that fell or rose since is told with what it was", () => {
  assert.equal(changeOf({ price: pounds(900), wished_at_price: pounds(1200) }), "Cheaper than when you saved it: it was £12.00.");
  assert.equal(changeOf({ price: pounds(1300), wished_at_price: pounds(1200) }), "Dearer than when you saved it: it was £12.00.");
});

test("nothing is told where nothing can be compared", () => {
  assert.equal(changeOf({ price: pounds(900), wished_at_price: pounds(900) }), "");
  assert.equal(changeOf({ price: null, wished_at_price: pounds(900) }), "");
  assert.equal(changeOf({ price: pounds(900), wished_at_price: { amount: 700, currency: "EUR" } }), "");
});

test("what is sold out or gone cannot be put into the cart", () => {
  assert.equal(canBuy({ sold: true, availability: "low_stock" }), true);
  assert.equal(canBuy({ sold: true, availability: "out_of_stock" }), false);
  assert.equal(canBuy({ sold: false, availability: "in_stock" }), false);
});

test("a wish is called by its title and its kind", () => {
  assert.equal(nameOf({ title: "Trowel", choice: "Ash" }), "Trowel, Ash");
  assert.equal(nameOf({ title: "Trowel", choice: "" }), "Trowel");
});
