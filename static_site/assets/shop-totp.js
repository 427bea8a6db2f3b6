// The second step: an app that shows six digits, and the recovery codes for when it is lost.

import { beginTotp, confirmTotp, makeRecoveryCodes, removeTotp } from "./account-security.js";
import { Problem } from "./api.js";
import { digitsOf, wrongDigits } from "./code-typing.js";
import { guarded } from "./guarded.js";
import { send } from "./one-field.js";
import { toggle } from "./parts.js";
import { say } from "./said.js";
import { each, fill } from "./slots.js";
import { sure } from "./sure.js";
import { day } from "./wording.js";

// A key is typed in fours.
const inFours = (key) => key.match(/.{1,4}/g).join(" ");

class ShopTotp extends HTMLElement {
  #id = ""; // of the enrolment under way
  #codes = [];

  connectedCallback() {
    this.addEventListener("click", ({ target }) => {
      const work = {
        begin: () => this.#begin(),
        leave: () => this.#enrolling(false),
        codes: () => this.#renew(),
        remove: () => this.#remove(),
        copy: () => this.#copy(),
        print: () => print(),
        kept: () => this.#kept(),
      }[target.closest("button[data-do]")?.dataset.do];
      work?.();
    });
    this.querySelector("form[data-part=enrol-app]").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#confirm(event.target);
    });
  }

  show({ totp, recovery_codes_left: left }) {
    toggle(this, "on", totp.enabled);
    toggle(this, "off", !totp.enabled && !this.#id);
    fill(this, {
      since: totp.enabled && `since ${day(totp.created_at)}`,
      left: `${left} recovery ${left === 1 ? "code is" : "codes are"} left.`,
    });
  }

  #enrolling(on) {
    if (!on) this.#id = "";
    toggle(this, "enrol-app", on);
    toggle(this, "off", !on);
  }

  async #begin() {
    const begun = await guarded(this, beginTotp);
    if (!begun?.id) return;
    this.#id = begun.id;
    const { size, path } = begun.qr;
    this.querySelector(".qr").setAttribute("viewBox", `0 0 ${size} ${size}`);
    this.querySelector(".qr path").setAttribute("d", path);
    fill(this, { key: inFours(begun.key) });
    this.#enrolling(true);
    this.querySelector("form[data-part=enrol-app] input").focus();
  }

  #confirm(form) {
    return send(form, async () => {
      const typed = form.elements.code.value;
      const wrong = wrongDigits(typed);
      if (wrong) throw new Problem({ status: 422, code: "incomplete", detail: wrong });
      const { recovery_codes: codes } = await confirmTotp(this.#id, digitsOf(typed));
      form.reset();
      this.#enrolling(false);
      this.#tell(codes);
    });
  }

  #tell(codes) {
    this.#codes = codes;
    fill(this, { "recovery-codes": each("recovery-code", codes, (code) => ({ code })) });
    toggle(this, "recovery-codes", true).focus();
    this.dispatchEvent(new CustomEvent("security-changed", { bubbles: true }));
  }

  async #renew() {
    const made = await guarded(this, makeRecoveryCodes, "Those before them no longer work.");
    if (made) this.#tell(made.recovery_codes);
  }

  async #copy() {
    await navigator.clipboard.writeText(this.#codes.join("\n"));
    say("The codes are copied.");
  }

  #kept() {
    this.#codes = [];
    fill(this, { "recovery-codes": "" });
    toggle(this, "recovery-codes", false);
    document.getElementById("second-step").focus();
  }

  async #remove() {
    if (await sure(this.querySelector("dialog"))) {
      await guarded(this, removeTotp, "The second step is off.");
    }
  }
}

customElements.define("shop-totp", ShopTotp);
