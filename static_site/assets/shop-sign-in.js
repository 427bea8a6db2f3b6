// The ways into an account, one step after another: a code by mail, a passkey or a password, then the
// second factor of whoever has one. Opening an account goes the same way. Nothing typed is lost when
// a step is refused, and whoever is in goes back to where they came from.

import {
  askCode, askForPasskey, askToRecover, enterCode, enterPasskey, enterPassword, enterRecoveryCode,
  enterSecondFactor, finishLosing, loseSecondFactor, signUp
} from "./accounts.js";
import { wrongEmail } from "./address-needs.js";
import { Problem } from "./api.js";
import { once } from "./attempt.js";
import { askedCode, codeOfLink, forgetAsked, keepAsked } from "./asked-code.js";
import { digitsOf, wrongDigits } from "./code-typing.js";
import { send, wordsOf } from "./one-field.js";
import { toggle } from "./parts.js";
import { passkeysWork, usePasskey } from "./passkeys.js";
import { say } from "./said.js";
import { isSignedIn } from "./signed-in.js";
import { fill } from "./slots.js";
import { wayBack } from "./way-back.js";
import { hour, moment } from "./wording.js";

const STEPS = ["ask", "password", "code", "factor", "recovery", "lost", "done"];
const ASK = { "sign-up": signUp, recover: askToRecover };

const wrong = (detail) => new Problem({ status: 422, code: "incomplete", detail });
const require = (text) => {
  if (text) throw wrong(text);
};
const whole = (email) =>
  require(email.trim() ? wrongEmail(email) : "Type your e-mail address.");

class ShopSignIn extends HTMLElement {
  #id = ""; // of the challenge that is under way
  #wish = null; // what was asked for, to have another code sent
  #search = location.search; // with the way back

  connectedCallback() {
    this.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit(event.target);
    });
    this.addEventListener("click", ({ target }) => this.#click(target.closest("button[data-do]")));
    toggle(this, "already", isSignedIn());
    for (const offer of this.querySelectorAll("[data-part=passkey]")) offer.hidden = !passkeysWork();
    addEventListener("hashchange", () => this.#follow());
    this.#follow();
    // the other of the two pages leads back to the same place
    const other = document.querySelector("a[data-do=other-way]");
    if (other) other.search = location.search;
  }

  // The link of the letter: the code is filled in, and whoever came by it presses the button.
  #follow() {
    const code = codeOfLink(location.hash);
    if (!code) return;
    history.replaceState(history.state, "", location.pathname + location.search);
    const asked = askedCode(new Date());
    toggle(this, "elsewhere", !asked);
    if (!asked) return;
    this.#id = asked.id;
    this.#search = asked.search;
    fill(this, { address: "your address", until: hour(asked.until) });
    this.#step("code");
    this.querySelector("[data-part=code] input").value = code;
    this.querySelector("[data-part=code] [data-do=again]").hidden = true;
  }

  #step(name) {
    for (const step of STEPS) toggle(this, step, step === name);
    const form = this.querySelector(`[data-part=${name}]`);
    (form.querySelector("h2") ?? form.querySelector("input:not([hidden] *)"))?.focus();
  }

  #submit(form) {
    const typed = Object.fromEntries(new FormData(form));
    const work = {
      ask: () => this.#ask(typed),
      code: () => this.#digits(typed.code, enterCode),
      password: async () => {
        whole(typed.email);
        require(!typed.password && "Type your password.");
        await this.#enter(await enterPassword(typed.email.trim(), typed.password));
      },
      factor: () => this.#digits(typed.code, enterSecondFactor),
      recovery: async () => {
        require(!typed.recovery_code.trim() && "Type one of your recovery codes.");
        await this.#enter(await enterRecoveryCode(this.#id, typed.recovery_code.trim()));
      },
    }[form.dataset.do];
    return send(form, work);
  }

  #click(button) {
    const form = button?.closest("form");
    const work = {
      back: () => this.#step("ask"),
      "to-password": () => this.#toPassword(),
      "to-factor": () => this.#step("factor"),
      "to-recovery": () => this.#step("recovery"),
      "to-lost": () => this.#step("lost"),
      lose: () => this.#try(button, "lost-wrong", async () => this.#losing(await loseSecondFactor(this.#id))),
      finish: () => this.#try(button, "lost-wrong", async () => this.#enter(await finishLosing(this.#id))),
      again: () => send(form, () => this.#again()),
      passkey: () => this.#try(button, "passkey-wrong", () => this.#passkey()),
      "factor-passkey": () => this.#try(button, "factor-wrong", () => this.#passkey()),
    }[button?.dataset.do];
    work?.();
  }

  #toPassword() {
    const [from, to] = ["ask", "password"].map((name) => this.querySelector(`[data-part=${name}]`));
    to.elements.email.value ||= from.elements.email.value;
    this.#step("password");
    if (to.elements.email.value) to.elements.password.focus();
  }

  async #ask({ email, name }) {
    whole(email);
    this.#wish = { email: email.trim(), ...(name?.trim() ? { name: name.trim() } : {}) };
    await this.#mail();
    this.#step("code");
  }

  async #mail() {
    const challenge = await (ASK[this.dataset.way] ?? askCode)(this.#wish);
    this.#id = challenge.id;
    keepAsked(challenge, this.#search);
    this.querySelector("[data-part=code] [data-do=again]").hidden = false;
    fill(this, { address: this.#wish.email, until: hour(challenge.expires_at) });
  }

  async #again() {
    await this.#mail();
    const field = this.querySelector("[data-part=code] input");
    field.value = "";
    field.focus();
    say("Another code is on its way. Those before it no longer work.");
  }

  async #digits(typed, enter) {
    require(wrongDigits(typed));
    await this.#enter(await enter(this.#id, digitsOf(typed)));
  }

  async #passkey() {
    const { id, options } = await askForPasskey();
    await this.#enter(await enterPasskey(id, await usePasskey(options)));
  }

  // What no field asks for is refused beside its button.
  #try(button, slot, work) {
    return once(button, async () => {
      fill(this, { [slot]: "" });
      try {
        await work();
      } catch (problem) {
        fill(this, { [slot]: wordsOf(problem) });
      }
    });
  }

  async #enter(answer) {
    if (answer.state === "second_factor") return this.#second(answer);
    this.#step("done");
    forgetAsked();
    // two carts become one before the next page shows either
    await import("./cart-merge.js").then(({ merge }) => merge()).catch(() => 0);
    const next = wayBack(this.#search, location.origin);
    // the shop's people can do nothing here until they have a second factor
    const there = answer.enrol_second_factor ? `/account/security/?next=${encodeURIComponent(next)}` : next;
    // in place of this page: the way back does not lead to signing in
    location.replace(there);
  }

  #second({ id, recovery }) {
    this.#id = id;
    toggle(this, "factor-passkey", passkeysWork());
    this.#losing(recovery);
    this.#step(["waiting", "ready"].includes(recovery?.state) ? "lost" : "factor");
  }

  // How far it is to turn the second step off; null for who came by a password, which is not enough.
  #losing(recovery) {
    const state = recovery?.state ?? "not-by-mail";
    for (const one of ["not-by-mail", "none", "waiting", "ready", "paused"]) toggle(this, one, one === state);
    fill(this, { "lost-until": recovery?.until && moment(recovery.until) });
  }
}

customElements.define("shop-sign-in", ShopSignIn);
