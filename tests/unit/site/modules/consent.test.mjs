import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { browser } from "./browser.mjs";

let here, consent, kept;

beforeEach(async () => {
  here = browser();
  consent = await import("../assets/consent.js");
  ({ kept } = await import("../assets/kept.js"));
  kept.keep("barrow.consent", null);
});

const agree = (analytics) =>
  kept.keep("barrow.consent", { analytics, at: "2026-03-01T10:00:00Z", text_version: consent.TEXT_VERSION });

// as the browser tells when the page goes out of sight
const leave = () => {
  here.document.hidden = true;
  here.document.dispatchEvent(new Event("visibilitychange"));
};

test("without an answer nothing is gathered, stored or sent", async () => {
  await consent.tell("page_view");
  leave();

  assert.deepEqual(here.beacons, []);
  assert.equal(here.sessionStorage.values.size, 0);
});

test("after a no nothing is gathered, stored or sent", async () => {
  agree(false);

  await consent.tell("search", { query: "tea", results: 3 });
  leave();

  assert.deepEqual(here.beacons, []);
  assert.equal(here.sessionStorage.values.size, 0);
});

test("a yes to another text is no answer", () => {
  kept.keep("barrow.consent", { analytics: true, at: "2026-03-01T10:00:00Z", text_version: "0" });

  assert.equal(consent.decision(), null);
});
