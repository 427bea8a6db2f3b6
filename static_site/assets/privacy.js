// Accounts' routes for a copy of what is held about a person, and for its erasure.

import { ask } from "./api.js";

const PRIVACY = "/api/accounts/privacy";
const guest = (id) => `${PRIVACY}/guests/${encodeURIComponent(id)}`;
// whoever comes by the link of the mail has its token, and no session
const by = (token) => ({ headers: token && { "X-Export-Token": token } });

export const readPrivacy = () => ask("GET", PRIVACY);

export const askExport = () => ask("POST", `${PRIVACY}/export`, { body: {} });
export const readExport = (token) => ask("GET", `${PRIVACY}/export`, by(token));
export const readExportFile = (number, token) => ask("GET", `${PRIVACY}/export/files/${number}`, by(token));

export const askErasure = () => ask("POST", `${PRIVACY}/erasure`, { body: { confirm: true } });

// Without an account: a code goes to the address, and opens what it says.
export const askAsGuest = (email) => ask("POST", `${PRIVACY}/guests`, { body: { email } });
export const exportAsGuest = (id, code) => ask("POST", `${guest(id)}/export`, { body: { code } });
export const eraseAsGuest = (id, code) => ask("POST", `${guest(id)}/erasure`, { body: { code, confirm: true } });
