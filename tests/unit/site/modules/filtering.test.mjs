import assert from "node:assert/strict";
import { test } from "node:test";
import { fits, sizeOf, wishOf } from "../assets/filtering.js";

const fieldsOf = (pairs) => {
  const fields = new FormData();
  for (const [name, value] of pairs) fields.append(name, value);
  return fields;
};
const wish = (...pairs) => wishOf(fieldsOf(pairs), 2);
const CARD = { brand: "Oxbow", availability: "in_stock", amount: "1250" };

test("an empty form lets everything through", () => {
  const nothing = wish(["price_min", ""], ["price_max", ""]);

  assert.equal(fits(CARD, nothing), true);
  assert.equal(fits({ ...CARD, amount: undefined }, nothing), true);
  assert.equal(sizeOf(nothing), 0);
});

test("one of several brands is enough", () => {
  const two = wish(["brand", "Oxbow"], ["brand", "Pell"]);

  assert.equal(fits(CARD, two), true);
  assert.equal(fits({ ...CARD, brand: "Other" }, two), false);
  assert.equal(sizeOf(two), 2);
});

test("only what is out of stock is left out by stock", () => {
  const stocked = wish(["in_stock", "on"]);

  const kept = ["in_stock", "low_stock", "backorder", "out_of_stock"].filter((availability) =>
    fits({ ...CARD, availability }, stocked),
  );

  assert.deepEqual(kept, ["in_stock", "low_stock", "backorder"]);
});

test("prices count to the penny and include their ends", () => {
  const around = wish(["price_min", "12.5"], ["price_max", "12.50"]);

  const fitting = ["1249", "1250", "1251"].filter((amount) => fits({ ...CARD, amount }, around));

  assert.deepEqual(fitting, ["1250"]);
});

test("yen have no hundredths", () => {
  const cheap = wishOf(fieldsOf([["price_max", "1200"]]), 0);

  assert.equal(fits({ ...CARD, amount: "1200" }, cheap), true);
  assert.equal(fits({ ...CARD, amount: "1201" }, cheap), false);
});

test("what has no price fits no price", () => {
  const cheap = wish(["price_max", "20"]);

  assert.equal(fits({ ...CARD, amount: undefined }, cheap), false);
});

test("a price that is no number is no filter", () => {
  const odd = wish(["price_max", "abc"]);

  assert.equal(fits(CARD, odd), true);
});
