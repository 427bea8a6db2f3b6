import assert from "node:assert/strict";
import { test } from "node:test";
import { digitsOf, wrongDigits } from "../assets/code-typing.js";

test("six digits are a code, however they are parted", () => {
  for (const typed of ["123456", "123 456", " 123-456 ", "12 34 56"]) {
    assert.equal(wrongDigits(typed), "");
    assert.equal(digitsOf(typed), "123456");
  }
});

test("what has not six digits cannot be the code", () => {
  for (const typed of ["12345", "1234567", "12345a", "१२३४५६"]) {
    assert.equal(wrongDigits(typed), "The code is six digits.");
  }
});

test("nothing typed is asked for", () => {
  assert.equal(wrongDigits("  "), "Type the six digits.");
});
