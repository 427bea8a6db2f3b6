// Accounts' routes for what guards an account: passkeys, the password, the second step, devices, the
// address, and the question who one is. Whatever changes something needs a fresh answer to that.

import { ask } from "./api.js";

const of = (path, id) => `${path}/${encodeURIComponent(id)}`;

export const readSecurity = () => ask("GET", "/api/accounts/security");

export const setPassword = (password) => ask("PUT", "/api/accounts/security/password", { body: { password } });
export const removePassword = () => ask("DELETE", "/api/accounts/security/password");

export const askForNewPasskey = () => ask("POST", "/api/accounts/security/passkeys/options", { body: {} });
export const addPasskey = (id, credential, name) =>
  ask("POST", "/api/accounts/security/passkeys", { body: { id, credential, name } });
export const renamePasskey = (id, name) =>
  ask("PATCH", of("/api/accounts/security/passkeys", id), { body: { name } });
export const removePasskey = (id) => ask("DELETE", of("/api/accounts/security/passkeys", id));

export const beginTotp = () => ask("POST", "/api/accounts/security/totp", { body: {} });
export const confirmTotp = (id, code) => ask("PUT", "/api/accounts/security/totp", { body: { id, code } });
export const removeTotp = () => ask("DELETE", "/api/accounts/security/totp");
export const makeRecoveryCodes = () => ask("POST", "/api/accounts/security/recovery-codes", { body: {} });

export const listSessions = () => ask("GET", "/api/accounts/sessions");
export const endSession = (id) => ask("DELETE", of("/api/accounts/sessions", id));
export const endOtherSessions = () => ask("DELETE", "/api/accounts/sessions");

export const mailConfirmationCode = () => ask("POST", "/api/accounts/reauthentication/code", { body: {} });
export const askToConfirmByPasskey = () =>
  ask("POST", "/api/accounts/reauthentication/passkey/options", { body: {} });
export const confirmIdentity = (proof) => ask("POST", "/api/accounts/reauthentication", { body: proof });

export const changeEmail = (email) => ask("POST", "/api/accounts/email-change", { body: { email } });
export const confirmEmail = (id, codes) => ask("POST", of("/api/accounts/email-change", id), { body: codes });
export const finishEmailChange = () => ask("POST", "/api/accounts/email-change/finish", { body: {} });
export const leaveEmailChange = () => ask("DELETE", "/api/accounts/email-change");
export const leaveRecovery = () => ask("DELETE", "/api/accounts/security/recovery");
