// Who somebody is to the shop: name, telephone, language and currency.

import { enter } from "./account-page.js";
import { changeMe, readMe } from "./account.js";
import { forgetDraft, putDraft, writeDraft } from "./drafts.js";
import { followLinks } from "./form-errors.js";
import { say } from "./said.js";
import { clearTrouble, save } from "./saving.js";
import { fill } from "./slots.js";
import { day } from "./wording.js";

const DRAFT = "profile";
const FIELDS = ["name", "phone", "language", "currency"];
const LANGUAGES = "bg cs cy da de el en es et fi fr ga hr hu it lt lv mt nl no pl pt ro sk sl sv tr uk".split(" ");

const currencies = new Intl.DisplayNames([document.documentElement.lang], { type: "currency" });

// Each in its own words, as whoever speaks it looks for it.
const languageName = (code) => new Intl.DisplayNames([code], { type: "language" }).of(code);

// Who has never said reads what their browser reads.
const languageOf = ({ language }) => (language || navigator.language || "en").split("-")[0];

class ShopProfile extends HTMLElement {
  #me = null;

  connectedCallback() {
    const form = this.#form;
    followLinks(this);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#save(form);
    });
    form.addEventListener("input", () => {
      writeDraft(form, DRAFT);
      this.#offerUndo(true);
    });
    this.querySelector("[data-do=undo]").addEventListener("click", () => this.#undo());
    enter(this, async () => this.#show(await readMe()));
  }

  get #form() {
    return this.querySelector("form");
  }

  #show(me) {
    this.#me = me;
    const { currency, language } = this.#form.elements;
    currency.replaceChildren(...me.currencies.map((code) => new Option(`${currencies.of(code)} (${code})`, code)));
    const codes = [...new Set([...LANGUAGES, languageOf(me)])];
    language.replaceChildren(...codes.map((code) => new Option(languageName(code), code)));
    this.#put(me);
    this.#offerUndo(putDraft(this.#form, DRAFT));
  }

  #put(me) {
    const values = { ...me, language: languageOf(me) };
    for (const name of FIELDS) this.#form.elements[name].value = values[name] ?? "";
    fill(this, { email: me.email, since: { textContent: day(me.created_at), dateTime: me.created_at } });
  }

  #offerUndo(offered) {
    this.querySelector("[data-do=undo]").hidden = !offered;
  }

  #undo() {
    forgetDraft(DRAFT);
    clearTrouble(this.#form);
    this.#put(this.#me);
    this.#offerUndo(false);
    this.#form.elements.name.focus();
  }

  async #save(form) {
    const wish = Object.fromEntries(FIELDS.map((name) => [name, form.elements[name].value.trim()]));
    const done = await save(form, async () => {
      this.#me = await changeMe(wish, this.#me.version).catch((problem) => this.#retried(problem, wish));
    });
    if (!done) return;
    forgetDraft(DRAFT);
    this.#put(this.#me);
    this.#offerUndo(false);
    say("Your profile is saved");
  }

  // Another window saved meanwhile: what is typed here is what was wanted last.
  async #retried(problem, wish) {
    if (problem.code !== "stale") throw problem;
    return changeMe(wish, (await readMe()).version);
  }
}

customElements.define("shop-profile", ShopProfile);
