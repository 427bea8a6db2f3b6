// Where somebody is signed in, and the way to end it there.

import { endOtherSessions, endSession } from "./account-security.js";
import { guarded } from "./guarded.js";
import { each, fill } from "./slots.js";
import { moment } from "./wording.js";

class ShopSessions extends HTMLElement {
  #sessions = [];

  connectedCallback() {
    this.addEventListener("click", ({ target }) => {
      const button = target.closest("button[data-do]");
      if (button?.dataset.do === "end-others") guarded(this, endOtherSessions, "Signed out everywhere else.");
      if (button?.dataset.do !== "end") return;
      const row = button.closest("li");
      const { id, device } = this.#sessions[[...row.parentElement.children].indexOf(row)];
      guarded(this, () => endSession(id), `Signed out: ${device}`);
    });
  }

  show(_, sessions) {
    this.#sessions = sessions;
    const rows = each("session", sessions, (one) => ({
      device: one.device,
      here: one.current && "This one",
      when: `Since ${moment(one.created_at)}, last used ${moment(one.last_used_at)}`,
      of: one.device,
    }));
    // this device signs out by the button of the account's menu
    sessions.forEach((one, i) => (rows[i].querySelector("[data-do=end]").hidden = one.current));
    fill(this, { sessions: rows });
    this.querySelector("[data-do=end-others]").hidden = sessions.length < 2;
  }
}

customElements.define("shop-sessions", ShopSessions);
