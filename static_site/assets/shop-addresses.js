// The address book: add, change, take out, and which one is meant when nobody says otherwise.

import { addAddress, changeAddress, listAddresses, removeAddress } from "./account.js";
import { enter } from "./account-page.js";
import { AddressForm } from "./address-form.js";
import { addressLines, lined } from "./address-view.js";
import { Attempt, once } from "./attempt.js";
import { draftOf, forgetDraft, putDraft, writeDraft } from "./drafts.js";
import { followLinks } from "./form-errors.js";
import { part, toggle } from "./parts.js";
import { say } from "./said.js";
import { clearTrouble, save, tellTrouble } from "./saving.js";
import { isSignedOut, toSignIn } from "./signed-in.js";
import { each, fill } from "./slots.js";
import { sure } from "./sure.js";

const DRAFT = "address";
const NEW = {};

class ShopAddresses extends HTMLElement {
  #addresses = [];
  #fields = null;
  #edited = null; // the address in the form, NEW for a new one, null when it is closed
  #attempt = new Attempt();

  connectedCallback() {
    const form = this.#form;
    this.#fields = new AddressForm(form, this.dataset.country);
    followLinks(this);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#save(form);
    });
    form.addEventListener("input", () => writeDraft(form, DRAFT, { id: this.#edited?.id }));
    form.elements.country.addEventListener("change", () => this.#follow(form));
    this.addEventListener("click", (event) => this.#onClick(event));
    enter(this, async () => {
      this.#show(await listAddresses());
      const draft = draftOf(DRAFT);
      if (draft && !this.#edited) await this.#open(this.#addresses.find(({ id }) => id === draft.id) ?? NEW);
      return this.#edited ? "form" : "ready";
    });
  }

  get #form() {
    return this.querySelector("form[data-part=form]");
  }

  #show(addresses) {
    this.#addresses = addresses;
    fill(this, {
      addresses: each("address-card", addresses, (one) => ({
        address: lined(addressLines(one)),
        "edit-name": one.name,
        "remove-name": one.name,
        uses: { hidden: !one.default_shipping && !one.default_billing },
        shipping: { hidden: !one.default_shipping },
        billing: { hidden: !one.default_billing },
      })),
      wrong: "",
    });
    toggle(this, "no-addresses", !addresses.length);
  }

  // What was typed for this address and not saved comes before what the shop has.
  async #open(address) {
    const form = this.#form;
    const draft = draftOf(DRAFT);
    const typed = draft && draft.id === address.id;
    await this.#fields.show(typed ? draft.values : address);
    const first = !this.#addresses.length;
    form.elements.default_shipping.checked = address.default_shipping ?? first;
    form.elements.default_billing.checked = address.default_billing ?? first;
    if (typed) putDraft(form, DRAFT);
    clearTrouble(form);
    fill(form, { heading: address.id ? "Change this address" : "A new address" });
    this.#edited = address;
    part(this, "form");
  }

  async #follow(form) {
    try {
      await this.#fields.follow();
      clearTrouble(form);
    } catch (problem) {
      tellTrouble(form, problem);
    }
  }

  #close() {
    forgetDraft(DRAFT);
    this.#edited = null;
    part(this, "ready");
  }

  async #onClick({ target }) {
    const button = target.closest("button[data-do]");
    const at = [...this.querySelectorAll("[data-slot=addresses] > li")].indexOf(button?.closest("li"));
    const address = this.#addresses[at];
    const work = {
      add: () => this.#start(NEW),
      edit: () => this.#start(address),
      cancel: () => this.#cancel(),
      remove: () => this.#remove(address),
    }[button?.dataset.do];
    if (work) await once(button, work);
  }

  async #start(address) {
    try {
      await this.#open(address);
      this.#form.querySelector("h2").focus();
    } catch (problem) {
      fill(this, { wrong: problem.message });
    }
  }

  #cancel() {
    const { id } = this.#edited;
    this.#close();
    this.#focusOn(id);
  }

  // Where somebody was before the form opened.
  #focusOn(id) {
    const at = this.#addresses.findIndex((one) => one.id === id);
    const card = this.querySelectorAll("[data-slot=addresses] > li")[at];
    (card?.querySelector("[data-do=edit]") ?? this.querySelector("[data-do=add]")).focus();
  }

  async #save(form) {
    if (!this.#fields.check()) return;
    const { default_shipping: shipping, default_billing: billing } = form.elements;
    const wish = { ...this.#fields.values(), default_shipping: shipping.checked, default_billing: billing.checked };
    let saved = null;
    const done = await save(form, async () => (saved = await this.#send(wish)));
    if (!done) return;
    this.#close();
    await this.#refresh();
    this.#focusOn(saved.id);
    say("The address is saved");
  }

  async #send(wish) {
    if (this.#edited.id) return this.#change(this.#edited, wish);
    return this.#attempt.under(wish, (key) => addAddress(wish, key));
  }

  // Another window changed it meanwhile: what is typed here is what was wanted last.
  async #change(address, wish) {
    try {
      return await changeAddress(address, wish);
    } catch (problem) {
      if (problem.code !== "stale") throw problem;
      const fresh = (await listAddresses()).find(({ id }) => id === address.id);
      return changeAddress(fresh ?? address, wish);
    }
  }

  async #remove(address) {
    const dialog = this.querySelector("dialog");
    if (!(await sure(dialog, { address: lined(addressLines(address)) }))) return;
    try {
      await removeAddress(address);
      await this.#refresh();
      say("The address is taken out");
      this.querySelector("[data-do=add]").focus();
    } catch (problem) {
      if (isSignedOut(problem)) return toSignIn();
      await this.#refresh();
      fill(this, { wrong: problem.message });
    }
  }

  // What is shown stays when the shop does not answer.
  async #refresh() {
    const found = await listAddresses().catch(() => null);
    if (found) this.#show(found);
  }
}

customElements.define("shop-addresses", ShopAddresses);
