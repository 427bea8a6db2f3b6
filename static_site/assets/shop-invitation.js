// An invitation to work in the shop: read by its link's key, accepted by whoever is signed in with the
// invited address. The key outlives the way to the sign-in page and back in this window alone.

import { once } from "./attempt.js";
import { keptHere } from "./kept.js";
import { keyOfLink } from "./link-key.js";
import { part, toggle } from "./parts.js";
import { isSignedIn, isSignedOut, toSignIn } from "./signed-in.js";
import { fill } from "./slots.js";
import { acceptInvitation, readInvitation } from "./staff-invitations.js";
import { moment } from "./wording.js";

const HERE = "barrow.invitation";

class ShopInvitation extends HTMLElement {
  #key = "";

  connectedCallback() {
    this.addEventListener("click", ({ target }) => {
      const button = target.closest("button[data-do]");
      const work = { retry: () => this.#load(), accept: () => once(button, () => this.#accept()) };
      work[button?.dataset.do]?.();
    });
    addEventListener("hashchange", () => this.#open());
    this.#open();
  }

  #open() {
    this.#key = keyOfLink() || keptHere.recall(HERE) || "";
    this.#load();
  }

  async #load() {
    if (!this.#key) return part(this, "unknown");
    part(this, "loading");
    try {
      this.#show(await readInvitation(this.#key));
      part(this, "ready");
      keptHere.keep(HERE, this.#key);
    } catch (problem) {
      if (!problem.isOpen) return this.#forget();
      fill(this, { message: problem.message });
      part(this, "failed");
    }
  }

  #forget() {
    keptHere.keep(HERE, null);
    part(this, "unknown");
  }

  #show({ shop, roles, invited_by: by, email_hint: address, ends_at: until }) {
    fill(this, {
      by: by ? `${by} asks you` : "You are asked",
      shop,
      roles: roles.map(({ title }) => title).join(", "),
      address,
      until: moment(until),
      wrong: "",
    });
    const back = encodeURIComponent(location.pathname);
    fill(this, { "sign-in": { href: `/account/sign-in/?next=${back}` } });
    toggle(this, "signed-in", isSignedIn());
    toggle(this, "signed-out", !isSignedIn());
  }

  async #accept() {
    fill(this, { wrong: "" });
    try {
      await acceptInvitation(this.#key);
      keptHere.keep(HERE, null);
      location.replace("/account/security/?joined");
    } catch (problem) {
      if (isSignedOut(problem)) return toSignIn();
      fill(this, { wrong: problem.message });
    }
  }
}

customElements.define("shop-invitation", ShopInvitation);
