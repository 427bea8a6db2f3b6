import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { browser, shop } from "./browser.mjs";

const CART = { id: "cart_1", state: "open", version: 1, lines: [{ id: "l1", quantity: 2 }] };
let here, cart, kept;

beforeEach(async () => {
  here = browser();
  cart = await import("../assets/cart.js");
  ({ kept } = await import("../assets/kept.js"));
  kept.keep("barrow.cart", null);
});

test("the first thing that is added opens a cart", async () => {
  const { asked } = shop({ status: 201, body: CART });

  await cart.add("TEA", 2, "key-1");

  assert.deepEqual(asked.map(({ method, path, key }) => [method, path, key]), [["POST", "/api/cart/carts", "key-1"]]);
  assert.deepEqual(asked[0].body, { lines: [{ sku: "TEA", quantity: 2 }] });
  assert.deepEqual(kept.recall("barrow.cart"), { id: "cart_1", units: 2 });
});

test("what is added later goes into the same cart", async () => {
  kept.keep("barrow.cart", { id: "cart_1", units: 1 });
  const { asked } = shop({ status: 201, body: CART });

  await cart.add("TEA", 1, "key-2");

  assert.equal(asked[0].path, "/api/cart/carts/cart_1/lines");
});

test("the cart of the cookie counts before the one that was remembered", async () => {
  kept.keep("barrow.cart", { id: "cart_old", units: 1 });
  here.document.cookie = "a=b; __Host-cart_id=cart_1";
  const { asked } = shop({ status: 201, body: CART });

  await cart.add("TEA", 1, "key-3");

  assert.equal(asked[0].path, "/api/cart/carts/cart_1/lines");
});

test("a cart that has gone is replaced by a new one", async () => {
  kept.keep("barrow.cart", { id: "cart_0", units: 1 });
  const { asked } = shop({ status: 404, body: { code: "not_found" } }, { status: 201, body: CART });

  await cart.add("TEA", 1, "key-4");

  assert.deepEqual(asked.map(({ path }) => path), ["/api/cart/carts/cart_0/lines", "/api/cart/carts"]);
});

test("a first add whose answer was lost is sent again to where it went", async () => {
  const { asked } = shop(new TypeError("lost"), { status: 201, body: CART });

  await assert.rejects(cart.add("TEA", 1, "key-8"), { code: "unreachable" });
  here.document.cookie = "cart_id=cart_1"; // the head of the answer had come
  await cart.add("TEA", 1, "key-8");

  assert.deepEqual(asked.map(({ path, key }) => [path, key]), [["/api/cart/carts", "key-8"], ["/api/cart/carts", "key-8"]]);
});

test("a new cart whose answer was lost is asked for again, and not the one that has gone", async () => {
  kept.keep("barrow.cart", { id: "cart_0", units: 1 });
  const { asked } = shop({ status: 404, body: {} }, new TypeError("lost"), { status: 201, body: CART });

  await assert.rejects(cart.add("TEA", 1, "key-9"), { code: "unreachable" });
  await cart.add("TEA", 1, "key-9");

  assert.deepEqual(asked.map(({ path }) => path), ["/api/cart/carts/cart_0/lines", "/api/cart/carts", "/api/cart/carts"]);
});

test("a refusal leaves the cart as it is", async () => {
  kept.keep("barrow.cart", { id: "cart_1", units: 1 });
  shop({ status: 409, body: { code: "quantity_limit", max_quantity: 5 } });

  await assert.rejects(cart.add("TEA", 9, "key-5"), { code: "quantity_limit", max_quantity: 5 });

  assert.deepEqual(kept.recall("barrow.cart"), { id: "cart_1", units: 1 });
});

test("an ordered cart is left, and everybody is told", async () => {
  kept.keep("barrow.cart", { id: "cart_1", units: 2 });
  here.document.cookie = "cart_id=cart_1";
  const told = [];
  here.document.addEventListener("cart-changed", ({ detail }) => told.push(detail));
  shop({ body: { ...CART, state: "ordered" } });

  const found = await cart.current();

  assert.equal(found, null);
  assert.deepEqual(told, [null]);
  assert.equal(kept.recall("barrow.cart"), null);
  assert.equal(here.document.cookie, "cart_id=; Path=/; Max-Age=0");
});

test("an edit of a cart that another window changed is made on the newer version", async () => {
  const newer = { ...CART, version: 5 };
  const { asked } = shop({ status: 412, body: { code: "stale" } }, { body: newer }, { body: newer });

  await cart.setQuantity(CART, "l1", 3);

  assert.deepEqual(asked.map(({ method, headers }) => [method, headers["If-Match"]]), [
    ["PATCH", '"1"'],
    ["GET", undefined],
    ["PATCH", '"5"'],
  ]);
});

test("no units take the line out", async () => {
  const { asked } = shop({ body: { ...CART, lines: [] } });

  await cart.setQuantity(CART, "l1", 0);

  assert.equal(asked[0].method, "DELETE");
});

test("where storage is forbidden the page itself remembers", async () => {
  here.localStorage.forbidden = true;
  shop({ status: 201, body: CART });

  await cart.add("TEA", 2, "key-6");

  assert.deepEqual(kept.recall("barrow.cart"), { id: "cart_1", units: 2 });
});

test("a shop that does not answer is a problem that may be tried again", async () => {
  kept.keep("barrow.cart", { id: "cart_1", units: 1 });
  shop(new TypeError("lost"));

  await assert.rejects(cart.add("TEA", 1, "key-7"), { code: "unreachable", status: 0, isOpen: true });
});

test("an answer that was overtaken does not bring the older cart back", async () => {
  kept.keep("barrow.cart", { id: "cart_7", units: 1 });
  const late = { ...CART, id: "cart_7", version: 4 };
  const shown = [];
  here.document.addEventListener("cart-changed", ({ detail }) => shown.push(detail.version));
  shop({ status: 201, body: { ...late, version: 5, lines: [{ id: "l1", quantity: 3 }] } }, { body: late });

  await cart.add("TEA", 1, "key-10");
  const found = await cart.current();

  assert.deepEqual([found.version, ...shown], [5, 5, 5]);
  assert.deepEqual(kept.recall("barrow.cart"), { id: "cart_7", units: 3 });
});

test("a browser without cookies is told so, and no cart is filled that nobody finds again", async () => {
  navigator.cookieEnabled = false;
  const { asked } = shop();

  await assert.rejects(cart.add("TEA", 1, "key-11"), { code: "no_cookies", isOpen: false });

  assert.deepEqual(asked, []);
});

test("what a full storage does not take lasts as long as the page", async () => {
  here.localStorage.full = true;
  shop({ status: 201, body: CART });

  await cart.add("TEA", 2, "key-12");

  assert.deepEqual(kept.recall("barrow.cart"), { id: "cart_1", units: 2 });
});

test("the cart of a paid order is left at once, and no other", async () => {
  kept.keep("barrow.cart", { id: "cart_1", units: 2 });

  cart.end("cart_2");
  const before = kept.recall("barrow.cart");
  cart.end("cart_1");

  assert.deepEqual([before, kept.recall("barrow.cart")], [{ id: "cart_1", units: 2 }, null]);
});

test("what is not the shop's own answer loses no cart", async () => {
  kept.keep("barrow.cart", { id: "cart_1", units: 2 });
  shop({ status: 404, text: "<h1>Log in to the train's network</h1>" });

  await assert.rejects(cart.current(), { code: "unreadable", isOpen: true });

  assert.deepEqual(kept.recall("barrow.cart"), { id: "cart_1", units: 2 });
});

const MINE = { ...CART, id: "cart_9", owner: "account" };
const MERGED = { object: "cart_merge", outcome: "merged", cart: MINE, capped: [], left_out: [] };
const signedIn = (more = "") => (here.document.cookie = `account=1${more}`);

test("whoever is signed in has their account's cart on a device that knows of none", async () => {
  signedIn();
  const { asked } = shop({ body: { cart: MINE } });

  assert.equal((await cart.current()).id, "cart_9");

  assert.deepEqual(asked.map(({ path }) => path), ["/api/cart/mine"]);
  assert.equal(kept.recall("barrow.cart").id, "cart_9");
});

test("a guest without a cart asks nobody", async () => {
  const { asked } = shop();

  assert.equal(await cart.current(), null);

  assert.deepEqual(asked, []);
});

test("a guest's cart in the hands of whoever is signed in becomes theirs", async () => {
  signedIn("; cart_id=cart_1");
  const { asked } = shop({ body: { ...CART, owner: "guest" } }, { body: MERGED });

  assert.equal((await cart.current()).id, "cart_9");

  assert.deepEqual(asked.map(({ method, path }) => `${method} ${path}`), ["GET /api/cart/carts/cart_1", "POST /api/cart/merge"]);
});

test("a guest's cart that cannot be merged now is shown as it is", async () => {
  signedIn("; cart_id=cart_1");
  shop({ body: { ...CART, owner: "guest" } }, { status: 503, body: { code: "unavailable" } });

  assert.equal((await cart.current()).id, "cart_1");
});

test("a session that has ended leaves no cart, and the mark goes with it", async () => {
  signedIn();
  shop({ status: 401, body: { code: "not_signed_in" } });

  assert.equal(await cart.current(), null);

  assert.match(here.document.cookie, /account=; .*Max-Age=0/);
});

test("an ordered cart gives way to the one that the account has now", async () => {
  signedIn();
  kept.keep("barrow.cart", { id: "cart_1", units: 2 });
  const { asked } = shop({ body: { ...CART, state: "ordered" } }, { body: { cart: MINE } });

  assert.equal((await cart.current()).id, "cart_9");

  assert.deepEqual(asked.map(({ path }) => path), ["/api/cart/carts/cart_1", "/api/cart/mine"]);
});

test("what was capped by a merge is kept until it was read", async () => {
  signedIn();
  const capped = [{ sku: "TEA", title: "Tea", choice: "", wanted: 5, quantity: 3, by: "stock" }];
  const { asked } = shop({ body: { ...MERGED, capped } });

  await cart.merge({ atCheckout: true });

  assert.deepEqual(asked[0].body, { at_checkout: true });
  assert.deepEqual(JSON.parse(here.sessionStorage.getItem("barrow.merged")), { capped, left_out: [] });
});

test("a merge that changed nothing has nothing to tell", async () => {
  signedIn();
  shop({ body: { ...MERGED, outcome: "adopted" } });

  await cart.merge();

  assert.equal(here.sessionStorage.getItem("barrow.merged"), null);
});
