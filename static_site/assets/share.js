// Telling a friend: by what the device offers, or by copying the address, with the variant that was
// chosen. Nobody else's script.

import { say } from "./said.js";

export const share = () =>
  // somebody who changes their mind is no error
  navigator.share({ title: document.title, url: location.href }).catch(() => null);

export const copy = () =>
  navigator.clipboard.writeText(location.href).then(
    () => say("The link is copied"),
    () => say("This browser does not let the shop copy. The address stands in its bar."),
  );
