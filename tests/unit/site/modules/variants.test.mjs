import assert from "node:assert/strict";
import { test } from "node:test";
import { nearest, optionsOf, stateOf } from "../assets/variants.js";

const variant = (size, colour, availability = "in_stock") => ({
  sku: `${size}-${colour}`,
  options: { Size: size, Colour: colour },
  availability,
});
const SHIRTS = [variant("S", "red"), variant("S", "blue", "out_of_stock"), variant("L", "red"), variant("M", "blue")];

test("options keep the order in which variants have their values", () => {
  const options = optionsOf(SHIRTS);

  assert.deepEqual([...options], [["Size", ["S", "L", "M"]], ["Colour", ["red", "blue"]]]);
});

test("a value says how its variant stands beside the rest of the choice", () => {
  const choice = { Size: "S", Colour: "red" };

  const states = ["red", "blue"].map((value) => stateOf(SHIRTS, choice, "Colour", value));

  assert.deepEqual(states, ["in_stock", "out_of_stock"]);
});

test("a combination that is not made says so", () => {
  const state = stateOf(SHIRTS, { Size: "L", Colour: "red" }, "Colour", "blue");

  assert.equal(state, "none");
});

test("a choice that is made exactly is taken, sold out or not", () => {
  const chosen = nearest(SHIRTS, { Size: "S", Colour: "red" }, "Colour", "blue");

  assert.equal(chosen.sku, "S-blue");
});

test("a value that does not go with the rest takes the variant that can be bought", () => {
  const chosen = nearest(SHIRTS, { Size: "L", Colour: "red" }, "Colour", "blue");

  assert.equal(chosen.sku, "M-blue");
});

test("what is kept of the choice counts more than what is in stock", () => {
  const three = [
    { sku: "a", options: { A: "1", B: "1", C: "1" }, availability: "in_stock" },
    { sku: "b", options: { A: "2", B: "1", C: "2" }, availability: "out_of_stock" },
    { sku: "c", options: { A: "2", B: "2", C: "2" }, availability: "in_stock" },
  ];

  const chosen = nearest(three, three[0].options, "A", "2");

  assert.equal(chosen.sku, "b");
});
