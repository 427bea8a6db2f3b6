// The passkeys of an account: added, named, removed.

import { addPasskey, askForNewPasskey, removePasskey, renamePasskey } from "./account-security.js";
import { guarded } from "./guarded.js";
import { toggle } from "./parts.js";
import { makePasskey, passkeysWork } from "./passkeys.js";
import { each, fill } from "./slots.js";
import { sure } from "./sure.js";
import { day } from "./wording.js";

const since = ({ created_at: made, last_used_at: used }) =>
  `Added ${day(made)}${used ? `, last used ${day(used)}` : ", not used yet"}`;

// What the device calls itself, as a first name for its passkey.
const deviceName = () => navigator.userAgentData?.platform || "My device";

class ShopPasskeys extends HTMLElement {
  #passkeys = [];

  connectedCallback() {
    this.addEventListener("click", ({ target }) => {
      const button = target.closest("button[data-do]");
      const row = button?.closest("li");
      const one = row && this.#passkeys[[...row.parentElement.children].indexOf(row)];
      const work = { add: () => this.#add(), rename: () => this.#rename(one), remove: () => this.#remove(one) };
      work[button?.dataset.do]?.();
    });
    this.querySelector("[data-do=add]").hidden = !passkeysWork();
    toggle(this, "unable", !passkeysWork());
  }

  show({ passkeys }) {
    this.#passkeys = passkeys;
    fill(this, {
      passkeys: each("passkey", passkeys, (one) => ({ name: one.name, since: since(one), of: one.name })),
    });
  }

  async #nameOf(before) {
    const dialog = this.querySelector("dialog:not([data-part])");
    const field = dialog.querySelector("input");
    field.value = before;
    return (await sure(dialog)) && field.value.trim() ? field.value.trim() : null;
  }

  async #add() {
    const made = await guarded(
      this,
      async () => {
        const { id, options } = await askForNewPasskey();
        return addPasskey(id, await makePasskey(options), deviceName());
      },
      "The passkey is added.",
    );
    if (made?.id) await this.#rename(made);
  }

  async #rename(one) {
    const name = await this.#nameOf(one.name);
    if (name && name !== one.name) await guarded(this, () => renamePasskey(one.id, name), "It is called so now.");
  }

  async #remove(one) {
    if (await sure(this.querySelector("dialog[data-part=remove]"), { name: one.name })) {
      await guarded(this, () => removePasskey(one.id), "The passkey is removed.");
    }
  }
}

customElements.define("shop-passkeys", ShopPasskeys);
