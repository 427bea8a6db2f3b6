// Another address for an account: whoever has both has both codes.

import { changeEmail, confirmEmail, finishEmailChange, leaveEmailChange } from "./account-security.js";
import { wrongEmail } from "./address-needs.js";
import { Problem } from "./api.js";
import { digitsOf, wrongDigits } from "./code-typing.js";
import { guarded } from "./guarded.js";
import { send } from "./one-field.js";
import { toggle } from "./parts.js";
import { fresh } from "./reauthenticating.js";
import { say } from "./said.js";
import { fill } from "./slots.js";
import { moment } from "./wording.js";

const CHANGED = "The address is changed. Other devices were signed out.";

const require = (pointer, detail) => {
  if (detail) throw new Problem({ status: 422, code: "invalid", detail, errors: [{ pointer, detail }] });
};

class ShopEmailChange extends HTMLElement {
  #id = ""; // of the change under way

  connectedCallback() {
    this.addEventListener("submit", (event) => {
      event.preventDefault();
      const { target: form } = event;
      send(form, () => (form.dataset.do === "start" ? this.#start(form) : this.#confirm(form)));
    });
    this.addEventListener("click", ({ target }) => {
      const work = {
        leave: () => guarded(this, leaveEmailChange),
        stop: () => guarded(this, leaveEmailChange, "The address stays as it is."),
        finish: () => guarded(this, finishEmailChange, CHANGED),
      }[target.closest("button[data-do]")?.dataset.do];
      work?.();
    });
  }

  show({ email_change: change }) {
    const until = change?.until;
    this.#confirming(false);
    toggle(this, "start-change", !change);
    toggle(this, "changing", Boolean(change));
    fill(this, { "next-email": change?.email, "change-until": until && moment(until) });
    this.querySelector("[data-do=finish]").hidden = !until || new Date(until) > new Date();
  }

  #confirming(on) {
    toggle(this, "start-change", !on);
    const form = toggle(this, "confirm-change", on);
    if (on) form.querySelector("input").focus();
  }

  async #start(form) {
    const { value } = form.elements.email;
    require("/email", value.trim() ? wrongEmail(value) : "Type the new address.");
    this.#id = (await fresh(() => changeEmail(value.trim()))).id;
    this.#confirming(true);
  }

  async #confirm(form) {
    const { old_code: before, new_code: after } = form.elements;
    require("/new_code", wrongDigits(after.value));
    require("/old_code", before.value.trim() && wrongDigits(before.value));
    const codes = { new_code: digitsOf(after.value) };
    if (before.value.trim()) codes.old_code = digitsOf(before.value);
    const { state } = await confirmEmail(this.#id, codes);
    this.querySelectorAll("form").forEach((one) => one.reset());
    say(state === "changed" ? CHANGED : "The address changes in seven days.");
    this.dispatchEvent(new CustomEvent("security-changed", { bubbles: true }));
  }
}

customElements.define("shop-email-change", ShopEmailChange);
