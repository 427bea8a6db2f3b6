// Sending a form of the account: once, with errors at their fields, and with a way back in when the
// session has ended meanwhile.

import { once } from "./attempt.js";
import { fieldAt, mark, tellRefused } from "./form-errors.js";
import { isSignedOut, signInAddress } from "./signed-in.js";
import { toggle } from "./parts.js";
import { fill } from "./slots.js";

// Says in [data-part=trouble] of `root` why something was not done.
export const tellTrouble = (root, problem) => {
  const left = isSignedOut(problem);
  fill(root, {
    trouble: left ? "You are signed out. Sign in again: what you typed is kept." : problem.message,
    "sign-in": left && { href: signInAddress() },
  });
  toggle(root, "trouble", true)?.focus();
};

export const clearTrouble = (root) => {
  for (const name of ["trouble", "errors"]) toggle(root, name, false);
};

// Answers whether `save` went through. `root` holds the form's messages.
export const save = async (form, work, { root = form, fieldOf = (pointer) => fieldAt(form, pointer) } = {}) => {
  let done = false;
  await once(form, async () => {
    clearTrouble(root);
    for (const field of form.elements) if (field.name) mark(field, "");
    try {
      await work();
      done = true;
    } catch (problem) {
      if (problem.code === "invalid" && problem.errors.length) tellRefused(root, problem.errors, fieldOf);
      else tellTrouble(root, problem);
    }
  });
  return done;
};
