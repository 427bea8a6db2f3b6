import assert from "node:assert/strict";
import { test } from "node:test";
import { needsOf, wrongEmail, wrongIn } from "../assets/address-needs.js";

test("each country has its own names for the same parts", () => {
  const labels = ["GB", "US", "IE", "HK", "BR"].map((country) => {
    const { region, postcode } = needsOf(country);
    return [region, postcode];
  });

  assert.deepEqual(labels, [
    [null, "Postcode"],
    ["State", "ZIP code"],
    ["County", "Eircode"],
    ["District", null],
    ["County, state or region", "Postcode"],
  ]);
});

test("what a country needs is asked for by its name", () => {
  assert.equal(wrongIn("postcode", " ", "GB"), "Type the postcode.");
  assert.equal(wrongIn("postcode", "", "US"), "Type the ZIP code.");
  assert.equal(wrongIn("region", "", "US"), "Type the state.");
});

test("what a country does not need may stay empty", () => {
  assert.equal(wrongIn("postcode", "", "IE"), "");
  assert.equal(wrongIn("region", "", "GB"), "");
  assert.equal(wrongIn("line2", "", "GB"), "");
});

test("postcodes are taken as people write them", () => {
  const good = [["GB", "ls1 4ap"], ["GB", "SW1A1AA"], ["US", "10001-1234"], ["NL", "1012ab"], ["SE", "11122"], ["IE", "D6W XY00"]];

  assert.deepEqual(good.map(([country, text]) => wrongIn("postcode", text, country)), good.map(() => ""));
});

test("a postcode of another country is shown what it should look like", () => {
  assert.equal(wrongIn("postcode", "10001", "GB"), "This does not look like a postcode (such as LS1 4AP).");
});

test("a country that is not known in detail takes any postcode", () => {
  assert.equal(wrongIn("postcode", "anything 1", "BR"), "");
});

test("an e-mail address is whole or it is asked for again", () => {
  const whole = ["ada@example.com", " a.b+c@sub.example.co.uk "];
  const halves = ["", "ada", "ada@", "ada@example", "@example.com", "a b@example.com", "a@b@example.com"];

  assert.deepEqual(whole.map(wrongEmail), ["", ""]);
  assert.deepEqual(halves.filter((text) => wrongEmail(text) === ""), []);
});
