// Accounts' routes for what is a person's own: profile, addresses, what they agreed to.

import { ask } from "./api.js";

const ME = "/api/accounts/me";
const ADDRESSES = "/api/accounts/addresses";
const CONSENTS = "/api/accounts/consents";
const of = (id) => `${ADDRESSES}/${encodeURIComponent(id)}`;

export const readMe = () => ask("GET", ME);
export const changeMe = (body, version) => ask("PATCH", ME, { body, version });

export const listAddresses = async () => (await ask("GET", ADDRESSES)).data;
export const addAddress = (body, key) => ask("POST", ADDRESSES, { body, key });
export const changeAddress = ({ id, version }, body) => ask("PUT", of(id), { body, version });
export const removeAddress = ({ id, version }) => ask("DELETE", of(id), { version });

// What an address of a country has: its parts in order, with their names and choices.
export const readAddressRules = (country) => ask("GET", `/api/accounts/address-rules/${encodeURIComponent(country)}`);

export const readConsents = () => ask("GET", CONSENTS);
export const changeConsents = (body, version) => ask("PUT", CONSENTS, { body, version });
