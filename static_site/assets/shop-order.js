// How an order stands, for whom its link opens it, /order/#<order id>.<token>, or for its signed-in
// buyer, /order/#<order id>. The part behind # stays in the browser, and leaves the address bar as
// soon as it is read. The page waits for the payment to arrive, and for money that is on its way
// back: often at first, seldom later.

import { Attempt, once } from "./attempt.js";
import * as cart from "./cart.js";
import { FORM } from "./checkout-form.js";
import { tell } from "./consent.js";
import { ATTEMPT, UNPAID, kept, keptHere } from "./kept.js";
import { showOrder } from "./order-view.js";
import { cancelOrder, readOrder } from "./orders.js";
import { say } from "./said.js";
import { part, toggle } from "./parts.js";
import { isSignedIn, isSignedOut, toSignIn } from "./signed-in.js";
import { fill } from "./slots.js";
import { words } from "./wording.js";

const HERE = "barrow.order"; // {id, token?}, so that a reload finds it again
const FIRST_MS = 1_000;
const LAST_MS = 30_000;
const GROWS = 1.3;

const isMoving = (order) =>
  order.status === "pending_payment" || order.payments.some((one) => one.status === "requested");

const accessOf = (hash) => {
  const [id, token] = hash.slice(1).split(".");
  return id ? { id, ...(token && { token }) } : null;
};

class ShopOrder extends HTMLElement {
  #access = null;
  #order = null;
  #timer = 0;
  #pause = FIRST_MS;
  #attempt = new Attempt();

  connectedCallback() {
    this.addEventListener("click", (event) => this.#onClick(event));
    addEventListener("hashchange", () => this.#open());
    addEventListener("pageshow", (event) => event.persisted && this.#load());
    document.addEventListener("visibilitychange", () => !document.hidden && this.#order && this.#load());
    this.#open();
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
  }

  #open() {
    const told = accessOf(location.hash);
    if (told) history.replaceState(history.state, "", location.pathname);
    this.#access = told ?? keptHere.recall(HERE) ?? kept.recall(UNPAID);
    keptHere.keep(HERE, this.#access);
    this.#order = null;
    this.#pause = FIRST_MS;
    part(this, "loading");
    this.#load();
  }

  async #load() {
    clearTimeout(this.#timer);
    if (!this.#access) return part(this, "unknown");
    // a row of the list of orders: only its buyer's session opens it
    if (!this.#access.token && !isSignedIn()) return toSignIn();
    toggle(this, "mine", isSignedIn());
    try {
      this.#accept(await readOrder(this.#access));
    } catch (problem) {
      if (!this.#access.token && isSignedOut(problem)) return toSignIn();
      if (problem.status === 404 || problem.status === 401) return this.#forget();
      // one missed look at an order that is shown already is no news
      if (this.#order) return this.#plan();
      fill(this, { message: problem.message });
      part(this, "failed");
    }
  }

  #forget() {
    keptHere.keep(HERE, null);
    this.#order = null;
    part(this, "unknown");
  }

  #accept(order) {
    const before = this.#order;
    this.#order = order;
    if (order.status !== "pending_payment") this.#finish(order);
    if (JSON.stringify(before) !== JSON.stringify(order)) {
      showOrder(this, order);
      part(this, "ready");
    }
    toggle(this, "waiting", order.status === "pending_payment");
    if (before && before.status !== order.status) say(`Order ${order.number}: ${words(order.status)}`);
    this.#plan();
  }

  // What this browser kept for this order is of no use any more.
  #finish(order) {
    if (kept.recall(UNPAID)?.id !== order.id) return;
    kept.keep(UNPAID, null);
    kept.keep(ATTEMPT, null);
    if (order.payment_status === "unpaid") return;
    keptHere.keep(FORM, null);
    tell("purchase", { order_id: order.id, value: order.totals.total });
    cart.end(order.cart_id);
  }

  #plan() {
    if (document.hidden || !isMoving(this.#order)) return;
    this.#timer = setTimeout(() => this.#load(), this.#pause);
    this.#pause = Math.min(this.#pause * GROWS, LAST_MS);
  }

  async #onClick(event) {
    const button = event.target.closest("button[data-do]");
    const dialog = this.querySelector("dialog");
    const work = {
      retry: () => this.#open(),
      print: () => print(),
      "ask-cancel": () => dialog.showModal(),
      keep: () => dialog.close(),
      cancel: () => once(button, () => this.#cancel(dialog)),
    }[button?.dataset.do];
    await work?.();
  }

  async #cancel(dialog) {
    clearTimeout(this.#timer);
    try {
      const order = await cancelOrder(this.#access, this.#attempt.keyFor(this.#access.id));
      this.#attempt.settle();
      dialog.close();
      this.#pause = FIRST_MS;
      fill(this, { wrong: "" });
      this.#accept(order);
      this.closest("main")?.focus({ preventScroll: true });
    } catch (problem) {
      this.#attempt.settle(problem);
      dialog.close();
      fill(this, { wrong: problem.message });
      this.#plan();
    }
  }
}

customElements.define("shop-order", ShopOrder);
