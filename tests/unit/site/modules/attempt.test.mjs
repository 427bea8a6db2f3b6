import assert from "node:assert/strict";
import { test } from "node:test";
import { Attempt, once } from "../assets/attempt.js";

test("the same wish keeps its key until its answer is final", () => {
  const attempt = new Attempt();

  const first = attempt.keyFor({ sku: "TEA" });
  attempt.settle({ isOpen: true });
  const second = attempt.keyFor({ sku: "TEA" });
  attempt.settle();
  const third = attempt.keyFor({ sku: "TEA" });

  assert.equal(second, first);
  assert.notEqual(third, first);
});

test("another wish has another key", () => {
  const attempt = new Attempt();

  assert.notEqual(attempt.keyFor({ sku: "TEA" }), attempt.keyFor({ sku: "MUG" }));
});

test("an element at work does no second work", async () => {
  const element = { ariaBusy: null };
  let runs = 0;
  let finish;
  const work = () => {
    runs += 1;
    return new Promise((resolve) => (finish = resolve));
  };

  const first = once(element, work);
  await once(element, work);
  finish();
  await first;

  assert.equal(runs, 1);
  assert.equal(element.ariaBusy, null);
});
