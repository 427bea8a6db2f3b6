// What guards an account, on one page: it is read once, and each part shows its own share of it. A
// part that changed something says "security-changed", and all is read anew.

import "./shop-email-change.js";
import "./shop-passkeys.js";
import "./shop-password.js";
import "./shop-sessions.js";
import "./shop-totp.js";
import { enter } from "./account-page.js";
import { leaveRecovery, listSessions, readSecurity } from "./account-security.js";
import { guarded } from "./guarded.js";
import { toggle } from "./parts.js";
import { fill } from "./slots.js";
import { moment } from "./wording.js";

const PARTS = ["shop-passkeys", "shop-totp", "shop-password", "shop-email-change", "shop-sessions"];

class ShopSecurity extends HTMLElement {
  connectedCallback() {
    const load = enter(this, async () => {
      const [security, sessions] = await Promise.all([readSecurity(), listSessions()]);
      const { email, recovery } = security;
      fill(this, { email, "recovery-until": recovery?.until && moment(recovery.until) });
      toggle(this, "recovering", Boolean(recovery));
      // who has just joined has a session of before
      const joined = location.search === "?joined" && !security.totp.enabled;
      toggle(this, "enrol", joined || (security.staff && !security.strong));
      for (const name of PARTS) this.querySelector(name).show(security, sessions.data);
    });
    this.addEventListener("security-changed", load);
    this.addEventListener("click", ({ target }) => {
      if (target.closest("[data-do=stop-recovery]")) guarded(this, leaveRecovery, "It is stopped.");
    });
  }
}

customElements.define("shop-security", ShopSecurity);
