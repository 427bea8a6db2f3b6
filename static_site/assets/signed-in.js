// Whether this browser is signed in, as far as a page can know without asking, and the way in for
// whoever is not: to the sign-in page, and back to where they were.

import { ATTEMPT, CART, UNPAID, kept, keptHere } from "./kept.js";

export const DRAFTS = "barrow.drafts"; // by form: what was typed and not saved yet
export const WISH = "barrow.wish"; // {sku, name}: saved for later before there was an account
export const MERGED = "barrow.merged"; // what became of two carts, until somebody has read it

// The session itself is an HttpOnly cookie; this is the mark beside it, which may outlive it.
const mark = () => document.cookie.match(/(?:^|; )((?:__Host-)?account)=1(?:;|$)/)?.[1];

export const isSignedIn = () => Boolean(mark());

const here = () => location.pathname + location.search + location.hash;

export const signInTo = (address) => `/account/sign-in/?next=${encodeURIComponent(address)}`;
export const signInAddress = () => signInTo(here());

// In place of this page, so that the way back does not lead here again.
export const toSignIn = () => location.replace(signInAddress());

// Whether a refusal means that the session has ended; the mark that said otherwise goes with it.
export const isSignedOut = ({ status }) => {
  const name = status === 401 && mark();
  if (name) document.cookie = `${name}=; Path=/; Max-Age=0${name.startsWith("__Host-") ? "; Secure" : ""}`;
  return status === 401;
};

// What this browser remembers of a person: a device may be used by several.
export const leaveNothing = () => {
  for (const name of [CART, UNPAID, ATTEMPT]) kept.keep(name, null);
  for (const name of ["barrow.order", "barrow.checkout-form", DRAFTS, WISH, MERGED]) keptHere.keep(name, null);
};
