import assert from "node:assert/strict";
import { test } from "node:test";
import { prepared, search } from "../assets/searching.js";

const entry = (name, brand = "", category = "") => ({ name, brand, category });
const found = (entries, query) => search(prepared(entries), query).map(({ name }) => name);

test("every word of the query counts", () => {
  const entries = [entry("Red teapot"), entry("Red kettle"), entry("Blue teapot")];

  assert.deepEqual(found(entries, "red teapot"), ["Red teapot"]);
});

test("a word of the name is worth more than one of the brand or the category", () => {
  const entries = [entry("Mug", "Tea & Sons"), entry("Cup", "", "Tea"), entry("Tea strainer")];

  assert.deepEqual(found(entries, "tea"), ["Tea strainer", "Mug", "Cup"]);
});

test("a whole word comes before a beginning, and that before a part", () => {
  const entries = [entry("Steapot"), entry("Teapots"), entry("Tea")];

  assert.deepEqual(found(entries, "tea"), ["Tea", "Teapots", "Steapot"]);
});

test("accents, case and punctuation make no difference", () => {
  assert.deepEqual(found([entry("Crème-brûlée dish")], "CREME brulee"), ["Crème-brûlée dish"]);
});

test("a plural finds the singular, but not any word that begins alike", () => {
  assert.deepEqual(found([entry("Garden plant")], "plants"), ["Garden plant"]);
  assert.deepEqual(found([entry("Long Tom pot")], "tomato"), []);
});

test("scripts without spaces between words or letters of ours are found as well", () => {
  assert.deepEqual(found([entry("مجرفة حديقة"), entry("Spade")], "مجرفة"), ["مجرفة حديقة"]);
});

test("nothing asked finds nothing", () => {
  assert.deepEqual(found([entry("Tea")], "  ,. "), []);
});
