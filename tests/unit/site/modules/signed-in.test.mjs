import assert from "node:assert/strict";
import test from "node:test";

import { browser } from "./browser.mjs";

const { document, localStorage, sessionStorage } = browser();
const { isSignedIn, isSignedOut, leaveNothing, signInAddress } = await import("../assets/signed-in.js");

test("the mark beside the session tells whether somebody is signed in", () => {
  for (const [cookie, signedIn] of [["", false], ["account=1", true], ["a=b; __Host-account=1", true], ["account=10", false], ["my-account=1", false]]) {
    document.cookie = cookie;
    assert.equal(isSignedIn(), signedIn, cookie);
  }
});

test("a mark that outlived its session is dropped, as it was set", () => {
  document.cookie = "__Host-account=1";

  assert.equal(isSignedOut({ status: 401 }), true);

  assert.equal(document.cookie, "__Host-account=; Path=/; Max-Age=0; Secure");
});

test("another refusal leaves the mark alone", () => {
  document.cookie = "account=1";

  assert.equal(isSignedOut({ status: 403 }), false);

  assert.equal(document.cookie, "account=1");
});

test("the way in knows the way back, the part behind # with it", () => {
  Object.assign(globalThis.location, { pathname: "/account/wishlists/", search: "?a=b&c", hash: "#wsh_1" });

  assert.equal(signInAddress(), "/account/sign-in/?next=%2Faccount%2Fwishlists%2F%3Fa%3Db%26c%23wsh_1");
});

test("whoever leaves leaves nothing of theirs in the browser, and the browser's own choices stay", () => {
  for (const name of ["barrow.cart", "barrow.unpaid-order", "barrow.attempt", "barrow.consent"]) localStorage.setItem(name, "{}");
  for (const name of ["barrow.order", "barrow.checkout-form", "barrow.drafts", "barrow.wish", "barrow.merged", "barrow.visit"]) {
    sessionStorage.setItem(name, "{}");
  }

  leaveNothing();

  assert.deepEqual([...localStorage.values.keys()], ["barrow.consent"]);
  assert.deepEqual([...sessionStorage.values.keys()], ["barrow.visit"]);
});
