// What somebody agreed to, with the words they agreed to and when; changed as easily as given.

import { changeConsents, readConsents } from "./account.js";
import { once } from "./attempt.js";
import { say } from "./said.js";
import { clearTrouble, tellTrouble } from "./saving.js";
import { fill } from "./slots.js";
import { day } from "./wording.js";

const KINDS = ["marketing", "analytics", "do_not_sell"];
const SOURCES = { privacy_page: "on this page", sign_up: "when you signed up", checkout: "at the checkout", letter: "by the link in a letter" };

const sinceOf = ({ given, at, source }) => {
  if (!at) return "You have not been asked yet.";
  const where = SOURCES[source] ? `, ${SOURCES[source]}` : "";
  return `${given ? "Yes" : "No"} since ${day(at)}${where}.`;
};

class ShopConsents extends HTMLElement {
  #known = null;

  connectedCallback() {
    this.addEventListener("submit", (event) => {
      event.preventDefault();
      once(event.target, () => this.#save(event.target));
    });
  }

  show(consents) {
    this.#known = consents;
    const { elements } = this.querySelector("form");
    for (const kind of KINDS) {
      elements[kind].checked = consents[kind].given;
      fill(this, { [`${kind}-text`]: consents.texts[kind], [`${kind}-since`]: sinceOf(consents[kind]) });
    }
  }

  async #save(form) {
    clearTrouble(form);
    const wish = Object.fromEntries(KINDS.map((kind) => [kind, form.elements[kind].checked]));
    try {
      this.show(await this.#send(wish));
      say("Your choices are saved");
    } catch (problem) {
      if (problem.code === "consent_text_changed") this.show(await readConsents());
      tellTrouble(form, problem);
    }
  }

  // Another window saved meanwhile: what is ticked here is what was wanted last.
  async #send(wish) {
    const body = { ...wish, text_version: this.#known.text_version, source: "privacy_page" };
    try {
      return await changeConsents(body, this.#known.version);
    } catch (problem) {
      if (problem.code !== "stale") throw problem;
      return changeConsents(body, (await readConsents()).version);
    }
  }
}

customElements.define("shop-consents", ShopConsents);
