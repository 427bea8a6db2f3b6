import assert from "node:assert/strict";
import { test } from "node:test";
import { browser } from "./browser.mjs";

const here = browser();
const { kept } = await import("../assets/kept.js");
const { TEXT_VERSION } = await import("../assets/consent.js");
const { record } = await import("../assets/events.js");

const answer = (analytics) =>
  kept.keep("barrow.consent", { analytics, at: "2026-03-01T10:00:00Z", text_version: TEXT_VERSION });

const leave = async () => {
  here.document.hidden = true;
  here.document.dispatchEvent(new Event("visibilitychange"));
  const sent = await Promise.all(here.beacons.splice(0).map(async ({ path, body }) => [path, body.type, JSON.parse(await body.text())]));
  return sent;
};

test("events of a window go together, with the consent, when the page goes out of sight", async () => {
  answer(true);
  record("page_view");
  record("search", { query: "tea", results: 3 });

  const [[path, type, { events, consent }], ...others] = await leave();

  assert.deepEqual([path, type, others.length], ["/api/analytics/events", "application/json", 0]);
  assert.deepEqual(consent, { at: "2026-03-01T10:00:00Z", text_version: TEXT_VERSION });
  assert.deepEqual(events.map(({ type: kind, path: at, query, results }) => [kind, at, query, results]), [
    ["page_view", "/products/tea/", undefined, undefined],
    ["search", "/products/tea/", "tea", 3],
  ]);
  assert.equal(new Set(events.map(({ id }) => id)).size, 2);
  assert.equal(new Set(events.map(({ visit }) => visit)).size, 1);
});

test("what was sent is not sent again", async () => {
  assert.deepEqual(await leave(), []);
});

test("what a full queue did not take is sent with the next", async () => {
  answer(true);
  record("page_view");
  const beacon = navigator.sendBeacon;
  navigator.sendBeacon = () => false;
  await leave();
  navigator.sendBeacon = beacon;

  const [[, , { events }]] = await leave();

  assert.equal(events.length, 1);
});

test("twenty are enough to be sent at once", async () => {
  answer(true);
  for (let i = 0; i < 20; i += 1) record("page_view");

  assert.equal(here.beacons.length, 1);
  here.beacons.length = 0;
});

test("a withdrawn consent forgets what was gathered, even when it is given again", async () => {
  answer(true);
  record("page_view");
  answer(false);
  here.document.dispatchEvent(new Event("consent-withdrawn"));
  answer(true);

  assert.deepEqual(await leave(), []);
});
