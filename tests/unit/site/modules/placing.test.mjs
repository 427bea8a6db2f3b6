import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { browser, shop } from "./browser.mjs";

const WISH = { cart_id: "cart_1", email: "ada@example.com", expected_total: { amount: 590, currency: "GBP" } };
const MADE = { order_id: "ord_1", token: "t", payment: { url: "https://pay.example/1" } };
const PENDING = { status: "pending_payment", payment: { url: "https://pay.example/1" } };
let here, place, kept;

beforeEach(async () => {
  here = browser();
  ({ place } = await import("../assets/placing.js"));
  ({ kept } = await import("../assets/kept.js"));
  kept.keep("barrow.attempt", null);
  kept.keep("barrow.unpaid-order", null);
});

test("a placed order is remembered until it is paid", async () => {
  shop({ status: 201, body: MADE });

  const order = await place(WISH);

  assert.deepEqual(order, { id: "ord_1", token: "t", url: "https://pay.example/1" });
  assert.deepEqual(kept.recall("barrow.unpaid-order"), { id: "ord_1", token: "t" });
});

test("after a lost answer the same wish is sent under the same key", async () => {
  const { asked } = shop(new TypeError("lost"), { status: 201, body: MADE }, { body: PENDING });

  await assert.rejects(place(WISH), { code: "unreachable" });
  await place(WISH);

  assert.equal(asked[0].path, "/api/checkout/checkouts");
  assert.ok(asked[0].key);
  assert.equal(asked[1].key, asked[0].key);
});

test("placing again after the way back finds the same order", async () => {
  const { asked } = shop({ status: 201, body: MADE }, { status: 201, body: MADE }, { body: PENDING });

  const first = await place(WISH);
  const second = await place(WISH);

  assert.deepEqual(second, first);
  assert.equal(asked[1].key, asked[0].key);
  assert.equal(asked[2].headers["X-Order-Token"], "t");
});

test("another wish has another key", async () => {
  const { asked } = shop({ status: 201, body: MADE }, { status: 201, body: MADE });

  await place(WISH);
  await place({ ...WISH, email: "bob@example.com" });

  assert.notEqual(asked[1].key, asked[0].key);
});

test("a refusal is final, so the next try has another key", async () => {
  const refusal = { status: 409, body: { code: "out_of_stock", lines: [{ sku: "TEA", requested: 2, available: 1 }] } };
  const { asked } = shop(refusal, { status: 201, body: MADE });

  await assert.rejects(place(WISH), { code: "out_of_stock" });
  await place(WISH);

  assert.notEqual(asked[1].key, asked[0].key);
});

test("an order that ended meanwhile is made anew", async () => {
  const again = { ...MADE, order_id: "ord_2" };
  const { asked } = shop(
    { status: 201, body: MADE },
    { status: 201, body: MADE },
    { body: { status: "expired", payment: { url: null } } },
    { status: 201, body: again },
  );

  await place(WISH);
  const order = await place(WISH);

  assert.equal(order.id, "ord_2");
  assert.notEqual(asked[3].key, asked[0].key);
});

test("an order that is paid already leads to itself and not to the payment", async () => {
  shop({ status: 201, body: MADE }, { status: 201, body: MADE }, { body: { status: "paid", payment: { url: null } } });

  await place(WISH);
  const order = await place(WISH);

  assert.deepEqual(order, { id: "ord_1", token: "t", url: null });
});

test("nothing of what was typed is kept with the key", async () => {
  shop({ status: 201, body: MADE });

  await place(WISH);

  assert.doesNotMatch([...here.localStorage.values.values()].join(), /ada/);
});

test("an order whose answer cannot be read is sent again under its key", async () => {
  const { asked } = shop({ text: '{"order_id": "ord' }, { status: 201, body: MADE }, { body: PENDING });

  await assert.rejects(place(WISH), { code: "unreadable" });
  await place(WISH);

  assert.equal(asked[1].key, asked[0].key);
});
