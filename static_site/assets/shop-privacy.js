// What is somebody's own to decide about their data. By whom the page is opened decides what it is:
// by the link of the mail that a copy is ready (#export=<token>), by whoever is signed in, or by
// somebody who has no account.

import "./shop-consents.js";
import "./shop-erasure.js";
import "./shop-export.js";
import "./shop-privacy-guest.js";
import { readConsents } from "./account.js";
import { part } from "./parts.js";
import { readExport, readPrivacy } from "./privacy.js";
import { isSignedIn, isSignedOut } from "./signed-in.js";
import { fill } from "./slots.js";

const LINK = /^#export=([^&]+)$/;

class ShopPrivacy extends HTMLElement {
  #token = null;

  connectedCallback() {
    this.addEventListener("click", ({ target }) => target.closest("[data-do=retry]") && this.#load());
    this.addEventListener("erasure-begun", () => this.#leave());
    addEventListener("pageshow", ({ persisted }) => persisted && this.#load());
    addEventListener("hashchange", () => this.#open());
    this.#open();
  }

  #open() {
    this.#token = location.hash.match(LINK)?.[1] ?? this.#token;
    // the key does not stay where somebody may read it over a shoulder
    if (location.hash.match(LINK)) history.replaceState(history.state, "", location.pathname);
    this.#load();
  }

  async #load() {
    if (this.dataset.state !== "ready") part(this, "loading");
    try {
      part(this, await this.#opened());
    } catch (problem) {
      fill(this, { message: problem.message });
      part(this, "failed");
    }
  }

  async #opened() {
    if (this.#token) return this.#openedByLink();
    if (!isSignedIn()) return this.#asGuest();
    try {
      const [privacy, consents] = await Promise.all([readPrivacy(), readConsents()]);
      this.querySelector("[data-part=ready] shop-export").show(privacy.export);
      this.querySelector("shop-consents").show(consents);
      this.querySelector("shop-erasure").show(privacy);
      return "ready";
    } catch (problem) {
      if (isSignedOut(problem)) return this.#asGuest();
      throw problem;
    }
  }

  async #openedByLink() {
    this.#hideTheWayRound();
    try {
      this.querySelector("[data-part=form] shop-export").show(await readExport(this.#token), this.#token);
      return "form";
    } catch (problem) {
      if (problem.isOpen) throw problem;
      return "unknown";
    }
  }

  #asGuest() {
    this.#hideTheWayRound();
    return "start";
  }

  #leave() {
    this.#hideTheWayRound();
    part(this, "none");
    this.querySelector("[data-part=none] h1").focus();
  }

  // The pages of an account are none for whoever is not in one.
  #hideTheWayRound() {
    for (const nav of document.querySelectorAll("shop-account-nav")) nav.hidden = !isSignedIn();
  }
}

customElements.define("shop-privacy", ShopPrivacy);
