import assert from "node:assert/strict";
import test from "node:test";

import { partsOf, wrongIn } from "../assets/address-rules.js";

const line1 = { name: "line1", label: "Street and number", required: true, choices: [] };
const state = { name: "region", label: "State", required: true, choices: [{ value: "CA", label: "California" }] };
const postcode = { name: "postcode", label: "ZIP code", required: false, choices: [] };
const rules = { parts: [line1, state, postcode], postcode_pattern: "^\\d{5}$", postcode_examples: ["94043"] };

test("an address is asked for in its country's order, and how to reach somebody comes last", () => {
  assert.deepEqual(partsOf(rules).map(({ name }) => name), ["line1", "region", "postcode", "phone"]);
});

test("what is needed is asked for in words: to type, or to choose", () => {
  assert.equal(wrongIn(line1, "  ", rules), "Type the street and the number.");
  assert.equal(wrongIn(state, "", rules), "Choose the state.");
});

test("what is not needed may stay empty", () => {
  assert.equal(wrongIn(postcode, " ", rules), "");
});

test("a postcode that cannot be one is told with one that can", () => {
  assert.equal(wrongIn(postcode, "9404", rules), "This does not look like a ZIP code (such as 94043).");
  assert.equal(wrongIn(postcode, " 94043 ", rules), "");
});

test("a country without a pattern takes whatever is typed", () => {
  assert.equal(wrongIn(postcode, "anything", { parts: [], postcode_pattern: null }), "");
});
