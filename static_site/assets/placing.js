// Placing an order once. The Idempotency-Key of an attempt outlives the page: a double click, a
// retry after a lost answer, the back button and a second window all send the same one, and the
// shop answers them all with the same order.

import { alone } from "./alone.js";
import { ATTEMPT, UNPAID, kept } from "./kept.js";
import { readOrder, startCheckout } from "./orders.js";

// an order waits about half an hour for its payment
const LASTS_MS = 30 * 60_000;
const PATIENCE = 5;
const PAUSE_MS = 1_000;

// What is wanted holds a name and an address: what is kept is its digest alone.
const digestOf = async (wish) => {
  const bytes = new TextEncoder().encode(JSON.stringify(wish));
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return btoa(String.fromCharCode(...new Uint8Array(digest)));
};

const attemptAt = (digest, now) => {
  const known = kept.recall(ATTEMPT);
  if (known?.wish === digest && now - known.at < LASTS_MS) return { ...known, again: true };
  const fresh = { wish: digest, key: crypto.randomUUID(), at: now };
  kept.keep(ATTEMPT, fresh);
  return fresh;
};

const pause = () => new Promise((resolve) => setTimeout(resolve, PAUSE_MS));

// The first request may still be on its way at the shop: its answer is worth waiting for.
const sent = async (wish, key) => {
  for (let left = PATIENCE; ; left -= 1) {
    try {
      return await startCheckout(wish, key);
    } catch (problem) {
      if (problem.code !== "in_flight" || !left) throw problem;
      await pause();
    }
  }
};

// The order's {id, token} and where to pay it: url is null when it is paid already. Raises Problem;
// after one that isOpen, the same wish again finds out what became of it.
export const place = (wish) =>
  alone(ATTEMPT, async () => {
    const digest = await digestOf(wish);
    for (;;) {
      const attempt = attemptAt(digest, Date.now());
      try {
        const made = await sent(wish, attempt.key);
        const order = { id: made.order_id, token: made.token };
        // an answer of before: the order may have ended since
        const now = attempt.again ? await readOrder(order) : { status: "pending_payment", payment: made.payment };
        if (["expired", "cancelled", "payment_failed"].includes(now.status)) {
          kept.keep(ATTEMPT, null);
          continue;
        }
        kept.keep(UNPAID, order);
        return { ...order, url: now.payment.url };
      } catch (problem) {
        if (!problem.isOpen) kept.keep(ATTEMPT, null);
        throw problem;
      }
    }
  });
