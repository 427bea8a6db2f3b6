// A copy of what is held about somebody: asked for, waited for, and saved as files. For whoever is
// signed in, and for whoever comes by the link of the mail, whose token stands for them.

import { once } from "./attempt.js";
import { make } from "./make.js";
import { part } from "./parts.js";
import { askExport, readExport, readExportFile } from "./privacy.js";
import { fresh } from "./reauthenticating.js";
import { say } from "./said.js";
import { isSignedOut, toSignIn } from "./signed-in.js";
import { each, fill } from "./slots.js";
import { day, moment } from "./wording.js";

const FIRST_MS = 2_000;
const LAST_MS = 60_000;
const GROWS = 1.5;
const STATES = { asked: "loading", ready: "ready" };

const sizes = new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit: "kilobyte", maximumFractionDigits: 0 });

const keepFile = ({ name, content }) => {
  const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
  const url = URL.createObjectURL(new Blob([bytes], { type: "application/zip" }));
  make("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), LAST_MS);
};

class ShopExport extends HTMLElement {
  #token = null;
  #timer = 0;
  #pause = FIRST_MS;

  connectedCallback() {
    this.addEventListener("click", ({ target }) => {
      const button = target.closest("button[data-do]");
      if (button) once(button, () => this.#try(button));
    });
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
  }

  // `copy` is null when none was asked for; `token` is the mail's link.
  show(copy, token = null) {
    this.#token = token;
    clearTimeout(this.#timer);
    const state = STATES[copy?.state] ?? "start";
    fill(this, {
      files: each("export-file", copy?.files ?? [], (file) => ({
        name: file.name,
        size: sizes.format(Math.max(1, file.bytes / 1000)),
        number: { value: String(file.number) },
      })),
      asked: copy && `Asked for on ${moment(copy.created_at)}.`,
      until: copy?.expires_at && `It can be fetched until ${day(copy.expires_at)}; then it is deleted.`,
      wrong: "",
    });
    part(this, state);
    if (state === "loading") this.#plan();
  }

  // It takes seconds or minutes; the mail comes in any case.
  #plan() {
    this.#timer = setTimeout(() => this.#look(), this.#pause);
    this.#pause = Math.min(this.#pause * GROWS, LAST_MS);
  }

  async #look() {
    try {
      const copy = await readExport(this.#token);
      if (copy.state === "ready") say("Your copy is ready");
      this.show(copy, this.#token);
    } catch {
      this.#plan();
    }
  }

  async #try({ dataset, value }) {
    fill(this, { wrong: "" });
    try {
      if (dataset.do === "ask") this.show(await fresh(askExport));
      if (dataset.do === "save") keepFile(await readExportFile(value, this.#token));
    } catch (problem) {
      if (!this.#token && isSignedOut(problem)) return toSignIn();
      fill(this, { wrong: problem.code === "reauthentication_needed" ? "" : problem.message });
    }
  }
}

customElements.define("shop-export", ShopExport);
