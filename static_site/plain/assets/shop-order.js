// How an order stands, for whom its link opens it: /order/#<order id>.<token>. The part behind # stays
// in the browser. Waits for the payment to arrive, and for money that is on its way back.

import { cancelOrder, readOrder } from "./api.js";
import { Attempt, once } from "./attempt.js";
import * as cart from "./cart.js";
import { html, show } from "./html.js";
import { UNPAID, forget, recall } from "./kept.js";
import { orderView, unknownOrder } from "./order-view.js";
import { alert, failed } from "./problems.js";
import { say } from "./said.js";
import { words } from "./wording.js";

const OFTEN_MS = 1_000;
const SELDOM_MS = 5_000;
const OFTEN_TIMES = 20;

const isMoving = (order) =>
  order.status === "pending_payment" || order.payments.some((one) => one.status === "requested");

class ShopOrder extends HTMLElement {
  #id = "";
  #token = "";
  #order = null;
  #timer = 0;
  #asked = 0;
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
    [this.#id, this.#token = ""] = location.hash.slice(1).split(".");
    this.#order = null;
    this.#asked = 0;
    show(this, html`<h1>Order</h1><p role="status" class="soft">Fetching the order…</p>`);
    this.#load();
  }

  async #load() {
    clearTimeout(this.#timer);
    try {
      if (!this.#id || !this.#token) throw Object.assign(new Error(), { status: 404 });
      this.#accept(await readOrder(this.#id, this.#token));
    } catch (problem) {
      if (problem.status === 404) show(this, unknownOrder());
      // one missed look at an order that is shown already is no news
      else if (this.#order) this.#plan();
      else show(this, html`<h1>Order</h1>${failed(problem)}`);
    }
  }

  #accept(order) {
    const before = this.#order;
    this.#order = order;
    if (order.status !== "pending_payment" && recall(UNPAID)?.startsWith(`${order.id}.`)) forget(UNPAID);
    if (JSON.stringify(before) !== JSON.stringify(order)) this.#show();
    if (before && before.status !== order.status) say(`Order ${order.number}: ${words(order.status)}`);
    // the cart ends with its order, a moment later
    if (order.payment_status !== "unpaid" && this.#asked < 3) cart.current().catch(() => null);
    this.#plan();
  }

  #plan() {
    this.#asked += 1;
    const settling = this.#order.payment_status !== "unpaid" && this.#asked < 3;
    if (document.hidden || !(isMoving(this.#order) || settling)) return;
    const pause = this.#asked < OFTEN_TIMES ? OFTEN_MS : SELDOM_MS;
    this.#timer = setTimeout(() => this.#load(), pause);
  }

  #show() {
    document.title = `Order ${this.#order.number} · Barrow`;
    show(this, orderView(this.#order));
  }

  async #onClick(event) {
    const button = event.target.closest("button");
    if (!button) return;
    const dialog = this.querySelector("dialog");
    if (button.matches("[data-again]")) this.#open();
    if (button.matches("[data-ask]")) dialog.showModal();
    if (button.matches("[data-keep]")) dialog.close();
    if (button.matches("[data-cancel]")) await once(button, () => this.#cancel(dialog));
  }

  async #cancel(dialog) {
    clearTimeout(this.#timer);
    try {
      const order = await cancelOrder(this.#id, this.#token, this.#attempt.keyFor(this.#id));
      this.#attempt.settle();
      dialog.close();
      this.#asked = 0;
      this.#accept(order);
    } catch (problem) {
      this.#attempt.settle(problem);
      dialog.close();
      show(this.querySelector("[data-trouble]"), alert(problem.message));
      this.#plan();
    }
  }
}

customElements.define("shop-order", ShopOrder);
