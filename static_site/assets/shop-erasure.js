// Leaving for good: what will happen is said first, who one is is asked again, and then it begins.

import { once } from "./attempt.js";
import { askErasure } from "./privacy.js";
import { fresh } from "./reauthenticating.js";
import { isSignedOut, leaveNothing, toSignIn } from "./signed-in.js";
import { fill } from "./slots.js";
import { sure } from "./sure.js";

// Days of a setting in the words of people: a year more or less has a leap day.
const lasting = (days) => {
  const years = Math.round(days / 365.25);
  if (years && Math.abs(days - years * 365.25) < 3) return years === 1 ? "a year" : `${years} years`;
  return days === 1 ? "a day" : `${days} days`;
};

class ShopErasure extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", ({ target }) => {
      const button = target.closest("button[data-do=erase]");
      if (button) once(button, () => this.#erase());
    });
  }

  show({ kept_for_days: days }) {
    fill(this, { "orders-kept": lasting(days.paid_orders) });
  }

  async #erase() {
    fill(this, { wrong: "" });
    if (!(await sure(this.querySelector("dialog")))) return;
    try {
      await fresh(askErasure);
    } catch (problem) {
      if (isSignedOut(problem)) return toSignIn();
      fill(this, { wrong: problem.code === "reauthentication_needed" ? "" : problem.message });
      return;
    }
    leaveNothing();
    this.dispatchEvent(new CustomEvent("erasure-begun", { bubbles: true }));
  }
}

customElements.define("shop-erasure", ShopErasure);
