// Somebody's wishlists: several, one of them shown; /account/wishlists/#<list id> names which.

import { enter } from "./account-page.js";
import { Attempt, once } from "./attempt.js";
import * as cart from "./cart.js";
import { part, toggle } from "./parts.js";
import { say } from "./said.js";
import { save } from "./saving.js";
import { isSignedOut, toSignIn } from "./signed-in.js";
import { fill } from "./slots.js";
import { sure } from "./sure.js";
import { keepPromise } from "./wishing.js";
import { nameOf } from "./wish-rows.js";
import { showWishlist } from "./wishlist-view.js";
import * as wishlists from "./wishlists.js";

class ShopWishlists extends HTMLElement {
  #lists = [];
  #shown = null; // the list
  #wishes = []; // of it, as far as they were fetched
  #next = null;
  #attempt = new Attempt();

  connectedCallback() {
    this.addEventListener("click", (event) => this.#onClick(event));
    this.addEventListener("change", ({ target }) => target.matches("select[data-do=shift]") && this.#shift(target));
    this.addEventListener("submit", (event) => this.#onSubmit(event));
    const load = enter(this, () => this.#load());
    addEventListener("hashchange", load);
  }

  async #load() {
    await keepPromise();
    toggle(this, "new", true);
    this.#lists = await wishlists.listWishlists();
    const named = location.hash.slice(1);
    this.#shown = this.#lists.find(({ id }) => id === named) ?? this.#lists[0] ?? null;
    if (!this.#shown) return "empty";
    const { data, next_cursor: next } = await wishlists.listWishes(this.#shown.id);
    this.#wishes = data;
    this.#next = next;
    this.#show();
    return "ready";
  }

  #show() {
    showWishlist(this, { lists: this.#lists, shown: this.#shown, wishes: this.#wishes, more: Boolean(this.#next) });
  }

  #wishOf(element) {
    const rows = [...this.querySelectorAll("[data-slot=wishes] > li")];
    return this.#wishes[rows.indexOf(element.closest("li"))];
  }

  async #onClick({ target }) {
    const button = target.closest("button[data-do]");
    const work = {
      rename: () => this.#rename(),
      share: () => this.#share(),
      unshare: () => this.#unshare(),
      copy: () => this.#copy(),
      remove: () => this.#remove(),
      more: () => this.#more(),
      move: () => this.#move(this.#wishOf(button)),
      "take-out": () => this.#takeOut(this.#wishOf(button)),
    }[button?.dataset.do];
    if (work) await once(button, () => this.#try(work, button.closest("li")));
  }

  // Says why not: at the row it is about, or at the list.
  async #try(work, row) {
    try {
      await work();
    } catch (problem) {
      if (isSignedOut(problem)) return toSignIn();
      if (row) fill(row, { wrong: problem.message });
      else fill(this, { "list-wrong": problem.message });
    }
  }

  async #onSubmit(event) {
    const form = event.target;
    if (form.method === "dialog") return;
    event.preventDefault();
    const name = form.elements.name.value.trim();
    const isNew = form.dataset.do === "open";
    const done = await save(form, async () => {
      const list = isNew
        ? await this.#attempt.under(name, (key) => wishlists.openWishlist(name, key))
        : await wishlists.renameWishlist(this.#shown, name);
      history.replaceState(history.state, "", `#${list.id}`);
    });
    if (!done) return;
    form.reset();
    say(isNew ? `${name} is made` : `The list is called ${name} now`);
    await this.#try(() => this.#again());
  }

  async #again() {
    part(this, await this.#load());
    (this.#shown ? this.querySelector("#list-name") : this.querySelector("#list-name-new")).focus();
  }

  #rename() {
    const form = toggle(this, "renaming", true);
    form.elements.name.value = this.#shown.name;
    form.elements.name.focus();
    form.elements.name.select();
  }

  async #share() {
    this.#replace(await wishlists.shareWishlist(this.#shown));
    this.querySelector("#shared-link").focus();
  }

  async #unshare() {
    this.#replace(await wishlists.unshareWishlist(this.#shown));
    say("The link works no more");
    this.querySelector("[data-do=share]").focus();
  }

  #replace(list) {
    this.#lists = this.#lists.map((one) => (one.id === list.id ? list : one));
    this.#shown = list;
    this.#show();
  }

  #copy() {
    const field = this.querySelector("#shared-link");
    field.select();
    return navigator.clipboard.writeText(field.value).then(
      () => say("The link is copied"),
      () => say("This browser does not let the shop copy. The link is selected."),
    );
  }

  async #remove() {
    if (!(await sure(this.querySelector("dialog"), { list: this.#shown.name }))) return;
    await wishlists.removeWishlist(this.#shown);
    say(`${this.#shown.name} is deleted`);
    history.replaceState(history.state, "", location.pathname);
    await this.#again();
  }

  async #more() {
    const { data, next_cursor: next } = await wishlists.listWishes(this.#shown.id, this.#next);
    this.#wishes.push(...data);
    this.#next = next;
    this.#show();
  }

  async #move(wish) {
    const moved = await wishlists.moveToCart(this.#shown.id, wish);
    cart.take(moved.cart);
    await this.#count();
    this.#drop(wish);
    say(`${nameOf(wish)} is in the cart`);
  }

  async #takeOut(wish) {
    await wishlists.removeWish(this.#shown.id, wish);
    await this.#count();
    this.#drop(wish);
    say(`${nameOf(wish)} is out of the list`);
  }

  async #shift(select) {
    const { value: id } = select;
    const [wish, row] = [this.#wishOf(select), select.closest("li")];
    if (!id) return;
    await this.#try(async () => {
      await wishlists.addWish(id, wish);
      await wishlists.removeWish(this.#shown.id, wish);
      await this.#count();
      this.#drop(wish);
      say(`${nameOf(wish)} is in ${this.#lists.find((one) => one.id === id)?.name} now`);
    }, row);
    select.value = "";
  }

  // The lists as they are now, each of another version; those that are shown stay without an answer.
  async #count() {
    this.#lists = await wishlists.listWishlists().catch(() => this.#lists);
    this.#shown = this.#lists.find(({ id }) => id === this.#shown.id) ?? this.#shown;
  }

  // The row goes, and the focus with it to the next one.
  #drop(wish) {
    const at = this.#wishes.indexOf(wish);
    this.#wishes = this.#wishes.filter((one) => one !== wish);
    this.#show();
    const rows = this.querySelectorAll("[data-slot=wishes] > li");
    (rows[Math.min(at, rows.length - 1)]?.querySelector("a, button") ?? this.querySelector("#list-name")).focus();
  }
}

customElements.define("shop-wishlists", ShopWishlists);
