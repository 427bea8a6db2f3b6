import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { browser } from "./browser.mjs";

const ASKED = { id: "chl_1", expires_at: "2026-11-22T18:10:00Z" };
const BEFORE = new Date("2026-11-22T18:09:59Z");
const AFTER = new Date("2026-11-22T18:10:01Z");
let here, code;

beforeEach(async () => {
  here = browser();
  code = await import("../assets/asked-code.js");
  code.forgetAsked();
});

test("another window of the browser that asked finds what the code answers", () => {
  code.keepAsked(ASKED, "?next=/cart/");

  assert.deepEqual(code.askedCode(BEFORE), { id: "chl_1", until: ASKED.expires_at, search: "?next=/cart/" });
});

test("a code that is too old answers nothing", () => {
  code.keepAsked(ASKED, "");

  assert.equal(code.askedCode(AFTER), null);
});

test("a browser that asked for no code has none to answer", () => {
  assert.equal(code.askedCode(BEFORE), null);
});

test("once it is used it is forgotten", () => {
  code.keepAsked(ASKED, "");

  code.forgetAsked();

  assert.equal(code.askedCode(BEFORE), null);
});

test("six digits behind #code= are the code of a letter's link, and nothing else is", () => {
  assert.equal(code.codeOfLink("#code=012345"), "012345");
  for (const other of ["", "#code=", "#code=12345", "#code=1234567", "#code=12345x", "#main"]) {
    assert.equal(code.codeOfLink(other), "");
  }
});
