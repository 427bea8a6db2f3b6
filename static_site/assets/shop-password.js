// The password of an account: set, changed, taken away.

import { removePassword, setPassword } from "./account-security.js";
import { Problem } from "./api.js";
import { guarded } from "./guarded.js";
import { send } from "./one-field.js";
import { toggle } from "./parts.js";
import { fresh } from "./reauthenticating.js";
import { say } from "./said.js";
import { fill } from "./slots.js";

const LEAST = 12;

class ShopPassword extends HTMLElement {
  connectedCallback() {
    this.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#set(event.target);
    });
    this.addEventListener("click", ({ target }) => {
      if (target.closest("[data-do=remove]")) guarded(this, removePassword, "The password is removed.");
    });
  }

  show({ has_password: has, email }) {
    toggle(this, "set", has);
    toggle(this, "none-set", !has);
    this.querySelector("form").elements.email.value = email;
    fill(this, { "set-label": has ? "Change the password" : "Set a password" });
  }

  #set(form) {
    return send(form, async () => {
      const { value } = form.elements.password;
      if ([...value].length < LEAST) {
        throw new Problem({ status: 422, code: "incomplete", detail: `A password has ${LEAST} characters or more.` });
      }
      await fresh(() => setPassword(value));
      form.reset();
      say("The password is set. Other devices were signed out.");
      this.dispatchEvent(new CustomEvent("security-changed", { bubbles: true }));
    });
  }
}

customElements.define("shop-password", ShopPassword);
