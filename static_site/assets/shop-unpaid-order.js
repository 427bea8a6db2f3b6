// The last order of this browser, while its payment is open: it keeps units from the shelf, also
// from a second order of the same shopper, so it is told where they would meet it. Paid meanwhile,
// in another window or before the way back, it is told as well.

import { once } from "./attempt.js";
import { ATTEMPT, UNPAID, kept } from "./kept.js";
import { cancelOrder, orderAddress, readOrder } from "./orders.js";
import { link, toggle } from "./parts.js";
import { say } from "./said.js";
import { fill } from "./slots.js";
import { hour, money } from "./wording.js";

class ShopUnpaidOrder extends HTMLElement {
  #order = null;
  #key = crypto.randomUUID();

  connectedCallback() {
    this.addEventListener("click", (event) => {
      const button = event.target.closest("[data-do=cancel]");
      if (button) once(button, () => this.#cancel());
    });
    addEventListener("pageshow", (event) => event.persisted && this.#load());
    addEventListener("storage", ({ key }) => key === UNPAID && this.#load());
    this.#load();
  }

  async #load() {
    const access = kept.recall(UNPAID);
    if (!access) return void (this.hidden = true);
    try {
      const order = await readOrder(access);
      const waits = order.status === "pending_payment";
      if (waits || order.payment_status !== "unpaid") this.#show(order, access, waits);
      else this.#leave();
    } catch (problem) {
      if (problem.status === 404) this.#leave();
    }
  }

  #leave() {
    kept.keep(UNPAID, null);
    kept.keep(ATTEMPT, null);
    this.hidden = true;
  }

  #show(order, access, waits) {
    this.#order = order;
    toggle(this, "waits", waits);
    toggle(this, "paid", !waits);
    fill(this, {
      number: order.number,
      total: money(order.totals.total),
      until: hour(order.payment.expires_at),
      pay: order.payment.url && { href: link(order.payment.url) },
      order: { href: orderAddress(access) },
      wrong: "",
    });
    this.hidden = false;
  }

  async #cancel() {
    const access = kept.recall(UNPAID);
    try {
      if (access) await cancelOrder(access, this.#key);
      this.#leave();
      say(`Order ${this.#order.number} is called off. Nothing was charged.`);
      this.closest("main")?.focus({ preventScroll: true });
    } catch (problem) {
      if (!problem.isOpen) this.#key = crypto.randomUUID();
      fill(this, { wrong: problem.message });
      if (problem.code === "not_in_this_state") await this.#load();
    }
  }
}

customElements.define("shop-unpaid-order", ShopUnpaidOrder);
