// Accounts' routes for whoever is invited to work in the shop.

import { ask } from "./api.js";

export const readInvitation = (token) => ask("POST", "/api/accounts/invitations/read", { body: { token } });
export const acceptInvitation = (token) => ask("POST", "/api/accounts/invitations/accept", { body: { token } });
