// An order of this browser that nobody has paid yet: it keeps units from the shelf, also from a
// second order of the same shopper, so it is told where they would meet it.

import { cancelOrder, readOrder } from "./api.js";
import { Attempt, once } from "./attempt.js";
import { html, link, show } from "./html.js";
import { UNPAID, forget, recall } from "./kept.js";
import { say } from "./said.js";
import { hour, money } from "./wording.js";

class ShopUnpaidOrder extends HTMLElement {
  #attempt = new Attempt();

  connectedCallback() {
    this.addEventListener("click", (event) => {
      const button = event.target.closest("[data-cancel]");
      if (button) once(button, () => this.#cancel());
    });
    addEventListener("pageshow", (event) => event.persisted && this.#load());
    this.#load();
  }

  async #load() {
    const [id, token] = (recall(UNPAID) ?? "").split(".");
    if (!token) return;
    try {
      const order = await readOrder(id, token);
      if (order.status === "pending_payment" && order.payment.url) this.#show(order, `${id}.${token}`);
      else this.#leave();
    } catch (problem) {
      if (problem.status === 404) this.#leave();
    }
  }

  #leave() {
    forget(UNPAID);
    show(this, html``);
  }

  #show(order, access) {
    show(
      this,
      html`<div class="notice" role="status">
        <p>Your <a href="/order/#${access}">order ${order.number}</a> over ${money(order.totals.total)} waits for its
        payment until ${hour(order.payment.expires_at)} and keeps its units for you till then.</p>
        <p class="row"><a class="button" href="${link(order.payment.url)}">Pay it</a>
        <button type="button" class="quiet" data-cancel>Call it off</button></p>
        <p class="note bad" role="alert" data-wrong></p>
      </div>`,
    );
  }

  async #cancel() {
    const [id, token] = (recall(UNPAID) ?? "").split(".");
    try {
      await cancelOrder(id, token, this.#attempt.keyFor(id));
      this.#attempt.settle();
      this.#leave();
      say("The order is called off");
    } catch (problem) {
      this.#attempt.settle(problem);
      this.querySelector("[data-wrong]").textContent = problem.message;
    }
  }
}

customElements.define("shop-unpaid-order", ShopUnpaidOrder);
