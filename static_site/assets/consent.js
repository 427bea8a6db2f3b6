// Whether the shopper lets the shop count what they do: asked once, changed from the foot of any
// page. Without a yes nothing is collected, stored or sent; a browser that says no by itself (Global
// Privacy Control) is not even asked.

import { kept, keptHere } from "./kept.js";

// of the text that the banner shows; another text asks again
export const TEXT_VERSION = "1";
export const VISIT = "barrow.visit";
const CONSENT = "barrow.consent"; // {analytics, at, text_version}

export const decision = () => {
  const made = kept.recall(CONSENT);
  return made?.text_version === TEXT_VERSION ? made : null;
};

// `fields` are those of the type in /api/analytics/openapi.json.
export const tell = async (type, fields) => {
  if (!decision()?.analytics) return;
  const { record } = await import("./events.js");
  record(type, fields);
};

const decide = (analytics) => {
  kept.keep(CONSENT, { analytics, at: new Date().toISOString(), text_version: TEXT_VERSION });
  if (analytics) return tell("page_view");
  keptHere.keep(VISIT, null);
  return document.dispatchEvent(new Event("consent-withdrawn"));
};

class ShopConsent extends HTMLElement {
  connectedCallback() {
    this.hidden = Boolean(decision() || navigator.globalPrivacyControl);
    this.addEventListener("click", ({ target }) => {
      const wish = target.closest("[data-do]")?.dataset.do;
      if (wish === "accept" || wish === "reject") this.#answer(wish === "accept");
    });
    for (const button of document.querySelectorAll("button[data-do=consent]")) {
      button.hidden = false;
      button.addEventListener("click", () => {
        this.hidden = false;
        this.querySelector("button").focus();
      });
    }
  }

  #answer(yes) {
    decide(yes);
    this.hidden = true;
    document.querySelector("main").focus({ preventScroll: true });
  }
}

customElements.define("shop-consent", ShopConsent);
tell("page_view");
addEventListener("pageshow", ({ persisted }) => persisted && tell("page_view"));
