// The lines of a cart, in the drawer and on the cart page: quantities, removal that can be undone,
// and what changed since. Lines keep their elements, so the focus stays where it is.

import { makeLine, nameOf, quantityOf, showLine } from "./cart-line.js";
import * as cart from "./cart.js";
import { say } from "./said.js";
import { availabilityOf } from "./shop-stock.js";
import { clone, fill } from "./slots.js";

const CALM_MS = 350;

export class CartLines {
  #list;
  #cart = null;
  #left = new Map();
  #rows = new Map(); // line id → element
  #wishes = new Map(); // line id → units that the shopper wants, until the shop has said yes
  #wrong = new Map();
  #removed = []; // {line, gone: what stands in its place}
  #timer = 0;
  #working = null;

  constructor(list) {
    this.#list = list;
    list.addEventListener("click", (event) => this.#onClick(event));
    list.addEventListener("change", (event) => {
      if (event.target.matches("[data-slot=quantity]")) this.#typed(event.target);
    });
  }

  show(cart) {
    const lines = cart?.lines ?? [];
    const known = new Set(lines.map((line) => line.id));
    for (const [id, row] of this.#rows) if (!known.has(id)) this.#take(id, row);
    this.#cart = cart;
    for (const line of lines) {
      if (!this.#rows.has(line.id)) this.#rows.set(line.id, this.#list.appendChild(makeLine(line)));
      this.#update(line);
    }
  }

  // A line that is gone: taken out here, so it can be put back, or somewhere else.
  #take(id, row) {
    const line = this.#cart.lines.find((one) => one.id === id);
    this.#rows.delete(id);
    if (this.#wishes.get(id) === 0) this.#offerUndo(line, row);
    else row.remove();
    this.#wishes.delete(id);
    this.#wrong.delete(id);
  }

  // What is left is told here already, and not only when it is too late.
  async count() {
    const lines = this.#cart?.lines ?? [];
    const told = await Promise.allSettled(lines.map((line) => availabilityOf(line.sku)));
    for (const { value } of told) if (value) this.#left.set(value.sku, value);
    for (const line of this.#cart?.lines ?? []) this.#update(line);
  }

  #update(line) {
    showLine(this.#rows.get(line.id), line, {
      wanted: this.#wishes.get(line.id) ?? null,
      left: this.#left.get(line.sku)?.available ?? null,
      wrong: this.#wrong.get(line.id),
      isBusy: this.#working === line.id,
    });
  }

  #lineOf(element) {
    const id = element.closest("[data-line]")?.dataset.line;
    return this.#cart?.lines.find((line) => line.id === id);
  }

  #onClick(event) {
    const button = event.target.closest("button[data-do]");
    if (!button) return;
    if (button.dataset.do === "undo") return void this.#undo(button);
    const line = this.#lineOf(button);
    if (!line || button.ariaDisabled === "true") return;
    const now = this.#wishes.get(line.id) ?? line.quantity;
    const to = {
      less: () => this.#want(line, now - 1, CALM_MS),
      more: () => this.#want(line, now + 1, CALM_MS),
      take: () => this.#want(line, this.#left.get(line.sku).available),
      again: () => this.#want(line, now),
      remove: () => this.#want(line, 0),
    };
    to[button.dataset.do]?.();
  }

  #typed(field) {
    const line = this.#lineOf(field);
    const wanted = field.valueAsNumber;
    if (field.validity.valid && Number.isInteger(wanted) && wanted > 0) return this.#want(line, wanted);
    this.#wrong.set(line.id, `A whole number from 1 to ${line.max_quantity}, please.`);
    this.#wishes.delete(line.id);
    fill(this.#rows.get(line.id), { wrong: this.#wrong.get(line.id) });
    field.ariaInvalid = "true";
  }

  // Clicks in quick succession become one edit; edits come one after the other, because each makes
  // a new version of the cart.
  #want(line, units, calm = 0) {
    this.#wishes.set(line.id, units);
    this.#wrong.delete(line.id);
    quantityOf(this.#rows.get(line.id)).ariaInvalid = null;
    this.#update(line);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#work(), calm);
  }

  async #work() {
    if (this.#working) return;
    const next = [...this.#wishes].find(([id]) => !this.#wrong.has(id));
    if (!next) return;
    const [id, units] = next;
    const line = this.#cart?.lines.find((one) => one.id === id);
    if (!line) {
      this.#wishes.delete(id);
      return this.#work();
    }
    this.#working = id;
    this.#update(line);
    await this.#edit(line, units);
    this.#working = null;
    const shown = this.#cart?.lines.find((one) => one.id === id);
    if (shown) this.#update(shown);
    await this.#work();
  }

  async #edit(line, units) {
    try {
      await cart.setQuantity(this.#cart, line.id, units);
      if (this.#wishes.get(line.id) === units) this.#wishes.delete(line.id);
      if (units) say(`${nameOf(line)}: ${units}`);
    } catch (problem) {
      this.#wrong.set(line.id, problem.message);
      if (!problem.isOpen) this.#wishes.delete(line.id);
      if (problem.status === 404 || problem.code === "cart_ordered") await cart.current().catch(() => null);
      else this.#update(line);
    }
  }

  #offerUndo(line, row) {
    const held = row.contains(document.activeElement);
    const gone = fill(clone("cart-removed"), { text: `${nameOf(line)} is out of the cart.` });
    row.replaceWith(gone);
    this.#removed.push({ line, gone });
    const undo = gone.querySelector("[data-do=undo]");
    undo.ariaLabel = `Put ${nameOf(line)} back`;
    if (held) undo.focus();
    say(`${nameOf(line)} is out of the cart`);
  }

  async #undo(button) {
    const found = this.#removed.find(({ gone }) => gone.contains(button));
    if (!found || button.ariaBusy === "true") return;
    button.ariaBusy = "true";
    try {
      found.key ??= crypto.randomUUID();
      const edited = await cart.add(found.line.sku, found.line.quantity, found.key);
      const back = edited.lines.find((line) => line.sku === found.line.sku);
      this.#removed = this.#removed.filter((one) => one !== found);
      const row = this.#rows.get(back?.id);
      if (row) {
        found.gone.replaceWith(row);
        row.querySelector("input")?.focus();
      } else found.gone.remove();
      say(`${nameOf(found.line)} is back in the cart`);
    } catch (problem) {
      if (!problem.isOpen) delete found.key;
      fill(found.gone, { text: problem.message });
    }
    button.ariaBusy = null;
  }
}
