// Accounts' routes: the ways in and out.

import { ask } from "./api.js";

const of = (path, id) => `${path}/${encodeURIComponent(id)}`;

// -- who one is, by the mail: a challenge {id, expires_at}. Nothing here tells whether there is an
// account of that address.
export const signUp = (body) => ask("POST", "/api/accounts/sign-up", { body });
export const askCode = (body) => ask("POST", "/api/accounts/sign-in/code", { body });
export const askToRecover = (body) => ask("POST", "/api/accounts/recovery", { body });

// -- by what was mailed, known or held: {state: "signed_in"} or {state: "second_factor", id, …}
export const enterCode = (id, code) => ask("POST", of("/api/accounts/sign-in/code", id), { body: { code } });
export const enterPassword = (email, password) =>
  ask("POST", "/api/accounts/sign-in/password", { body: { email, password } });
export const askForPasskey = () => ask("POST", "/api/accounts/sign-in/passkey/options", { body: {} });
export const enterPasskey = (id, credential) =>
  ask("POST", "/api/accounts/sign-in/passkey", { body: { id, credential } });
export const enterSecondFactor = (id, code) =>
  ask("POST", "/api/accounts/sign-in/second-factor", { body: { id, code } });
export const enterRecoveryCode = (id, code) =>
  ask("POST", "/api/accounts/sign-in/recovery-code", { body: { id, code } });

// -- without the second factor, after a time in which the owner can say no: {state, until}
export const loseSecondFactor = (id) => ask("POST", "/api/accounts/sign-in/second-factor/lost", { body: { id } });
export const finishLosing = (id) =>
  ask("POST", "/api/accounts/sign-in/second-factor/lost/finish", { body: { id } });
export const stopRecovery = (token) => ask("POST", "/api/accounts/recovery/stop", { body: { token } });
export const stopEmailChange = (token) => ask("POST", "/api/accounts/email-change/stop", { body: { token } });

export const signOut = () => ask("POST", "/api/accounts/sign-out", { body: {} });
