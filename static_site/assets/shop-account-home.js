// The front of an account: who is signed in, their last orders, and what else is theirs.

import "./shop-merged.js";
import { enter } from "./account-page.js";
import { readMe } from "./account.js";
import { rowsOf } from "./order-rows.js";
import { listOrders } from "./orders.js";
import { toggle } from "./parts.js";
import { isSignedOut } from "./signed-in.js";
import { fill } from "./slots.js";

const LAST = 3;

class ShopAccountHome extends HTMLElement {
  connectedCallback() {
    enter(this, async () => {
      // what one part of the shop does not answer does not hide the rest
      const [me, orders] = await Promise.allSettled([readMe(), listOrders(LAST)]);
      if (me.reason) throw me.reason;
      if (orders.reason && isSignedOut(orders.reason)) throw orders.reason;
      this.#greet(me.value);
      this.#list(orders);
    });
  }

  #greet({ name, email, addresses }) {
    fill(this, { who: name ? `${name}, signed in as ${email}` : `Signed in as ${email}` });
    if (addresses) fill(this, { addresses: `${addresses === 1 ? "1 address" : `${addresses} addresses`} for parcels and bills.` });
  }

  #list({ value, reason }) {
    const orders = value?.data ?? [];
    this.querySelector("[data-slot=orders]").replaceChildren(...rowsOf(orders));
    fill(this, { "orders-wrong": reason && `Your orders cannot be shown now. ${reason.message}` });
    toggle(this, "no-orders", !reason && !orders.length);
    toggle(this, "more-orders", orders.length > 0);
  }
}

customElements.define("shop-account-home", ShopAccountHome);
