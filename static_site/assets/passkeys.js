// The browser's part of passkeys (Web Authentication): what the shop asks of a device, and what the
// device answers, as JSON. What the device or its owner refuses is a Problem, as from the shop.

import { Problem } from "./api.js";

export const passkeysWork = () =>
  Boolean(globalThis.PublicKeyCredential?.parseRequestOptionsFromJSON && navigator.credentials);

const REFUSED = {
  InvalidStateError: "This device has a passkey for the shop already.",
  SecurityError: "Passkeys do not work at this address.",
  NotSupportedError: "This device makes no passkeys that the shop can use.",
};
// a prompt that was closed, and one that nobody answered in time, are not told apart
const CLOSED = "No passkey was used. Try again, or take another way.";

const asked = async (ask) => {
  try {
    return (await ask()).toJSON();
  } catch (error) {
    throw new Problem({ code: "no_passkey", status: 400, detail: REFUSED[error.name] ?? CLOSED });
  }
};

export const makePasskey = (options) =>
  asked(() =>
    navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) }),
  );

export const usePasskey = (options) =>
  asked(() =>
    navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) }),
  );
