// The cart page: lines, what changed since, a code, what it comes to and why, and on to checkout.

import { CartLines } from "./cart-lines.js";
import { once } from "./attempt.js";
import * as cart from "./cart.js";
import { tell } from "./consent.js";
import { CART } from "./kept.js";
import { say } from "./said.js";
import { part, toggle } from "./parts.js";
import { each, fill } from "./slots.js";
import { totalRows } from "./totals.js";
import { day, money } from "./wording.js";
import "./shop-merged.js";
import "./shop-unpaid-order.js";

const changesOf = ({ lines }) =>
  lines.flatMap((line) =>
    line.notices
      .filter((notice) => notice.was && notice.now)
      .map(({ was, now }) => `${line.title}: was ${money(was)}, is ${money(now)} now`),
  );

class ShopCart extends HTMLElement {
  #cart = null;
  #lines = null;

  connectedCallback() {
    this.#lines = new CartLines(this.querySelector("[data-slot=lines]"));
    this.addEventListener("click", (event) => this.#onClick(event));
    this.addEventListener("submit", (event) => {
      event.preventDefault();
      if (event.target.dataset.do === "code") once(event.target, () => this.#enter(event.target));
    });
    document.addEventListener("cart-changed", ({ detail }) => this.#show(detail));
    addEventListener("pageshow", (event) => event.persisted && this.#load());
    document.addEventListener("visibilitychange", () => !document.hidden && this.#refresh());
    addEventListener("storage", ({ key }) => key === CART && this.#refresh());
    this.#load().then(() => this.#cart && tell("checkout_step", { step: "cart" }));
  }

  async #load() {
    if (!this.#cart) part(this, "loading");
    try {
      this.#show(await cart.current());
      await this.#lines.count();
    } catch (problem) {
      fill(this, { message: problem.message });
      part(this, "failed");
    }
  }

  // Another window may have filled or emptied it: what is shown stays when the shop does not answer.
  async #refresh() {
    const found = await cart.current().catch(() => undefined);
    if (found === undefined) return;
    this.#show(found);
    await this.#lines.count();
  }

  #show(found) {
    this.#cart = found;
    this.#lines.show(found);
    part(this, found?.lines.length ? "ready" : "empty");
    if (!found?.lines.length) return;
    const changes = changesOf(found);
    const { ready, obstacles } = found.checkout;
    toggle(this, "changes", changes.length > 0);
    fill(this, {
      changes: each("cart-change", changes, (text) => ({ text })),
      obstacles: each("cart-obstacle", obstacles, ({ text }) => ({ text })),
      totals: totalRows(found.totals),
      expires: `Kept for you until ${day(found.expires_at)}.`,
    });
    for (const list of this.querySelectorAll("[data-slot=obstacles]")) list.hidden = ready;
    for (const link of this.querySelectorAll("[data-slot=checkout]")) link.hidden = !ready;
  }

  async #onClick(event) {
    const button = event.target.closest("button[data-do]");
    if (button?.dataset.do === "retry") await this.#load();
    if (button?.dataset.do === "seen") await once(button, () => this.#acknowledge());
  }

  async #acknowledge() {
    try {
      await cart.acknowledge(this.#cart);
      this.closest("main")?.focus({ preventScroll: true });
    } catch (problem) {
      say(problem.message);
    }
  }

  async #enter(form) {
    const field = form.elements.code;
    const wrong = this.querySelector("#code-wrong");
    const answer = (text) => {
      wrong.textContent = text;
      wrong.hidden = !text;
      field.ariaInvalid = text ? "true" : null;
    };
    const code = field.value.trim();
    if (!code) return answer("Type the code first.");
    field.setAttribute("aria-describedby", "code-wrong");
    try {
      await cart.enterCode(this.#cart, code);
      answer("");
      field.value = "";
      say("The code counts now");
    } catch (problem) {
      answer(problem.code === "code_unknown" ? "The shop does not know this code." : problem.message);
      field.focus();
    }
  }
}

customElements.define("shop-cart", ShopCart);
