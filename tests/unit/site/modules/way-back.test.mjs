import assert from "node:assert/strict";
import { test } from "node:test";
import { wayBack } from "../assets/way-back.js";

const SHOP = "https://shop.example";
const from = (next) => wayBack(`?next=${encodeURIComponent(next)}`, SHOP);

test("somebody who signs in goes back to where they were", () => {
  assert.equal(from("/checkout/?a=1&b=2#terms"), "/checkout/?a=1&b=2#terms");
  assert.equal(from("/account/orders/"), "/account/orders/");
});

test("without a place to go back to it is the account", () => {
  assert.equal(wayBack("", SHOP), "/account/");
  assert.equal(wayBack("?next=", SHOP), "/account/");
});

for (const elsewhere of [
  "https://evil.example/",
  "//evil.example/",
  "///evil.example/",
  "/\\evil.example/",
  "/\t/evil.example/",
  "/\n\\evil.example/",
  "/.//evil.example/",
  "/x/..//evil.example/",
  "javascript:alert(1)",
  "data:text/html,x",
  "evil.example/",
  " //evil.example/",
  "http://shop.example:99999/",
  "/\\\\[",
]) {
  test(`another site is no place to go back to: ${JSON.stringify(elsewhere)}`, () => {
    assert.equal(from(elsewhere), "/account/");
  });
}

test("a way back to the sign-in page would be a circle", () => {
  assert.equal(from("/account/sign-in/?next=/x/"), "/account/");
  assert.equal(from("/account/./sign-up/"), "/account/");
});
