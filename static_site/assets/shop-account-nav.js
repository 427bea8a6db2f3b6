// The way round the account, and the way out of it, which leaves nothing of the person behind.

import { signOut } from "./accounts.js";
import { once } from "./attempt.js";
import { say } from "./said.js";
import { isSignedIn, isSignedOut, leaveNothing } from "./signed-in.js";

class ShopAccountNav extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", ({ target }) => {
      const button = target.closest("[data-do=sign-out]");
      if (button) once(button, () => this.#leave());
    });
    const here = this.querySelector("[aria-current]");
    if (here) here.closest("nav").scrollLeft = here.offsetLeft - here.closest("nav").offsetLeft - 32;
    // signed out meanwhile, in another window or before the way back: what this page shows is not
    // for whoever sits here now
    const look = () => isSignedIn() || this.hasAttribute("data-left") || location.reload();
    const shown = isSignedIn();
    addEventListener("pageshow", ({ persisted }) => persisted && shown && look());
    document.addEventListener("visibilitychange", () => !document.hidden && shown && look());
  }

  async #leave() {
    try {
      await signOut();
    } catch (problem) {
      if (!isSignedOut(problem)) return say(problem.message);
    }
    this.toggleAttribute("data-left", true);
    leaveNothing();
    location.replace("/");
  }
}

customElements.define("shop-account-nav", ShopAccountNav);
