// What every page of an account does: fetches what it shows, says how that goes, and sends whoever is
// signed out to the way in, and back.

import { part } from "./parts.js";
import { isSignedIn, isSignedOut, toSignIn } from "./signed-in.js";
import { fill } from "./slots.js";

// `load` fetches and fills; the state it answers is shown, "ready" without one. Answers a function
// that loads anew.
export const enter = (root, load) => {
  const work = async () => {
    if (!isSignedIn()) return toSignIn();
    if (root.dataset.state !== "ready") part(root, "loading");
    try {
      part(root, (await load()) ?? "ready");
    } catch (problem) {
      if (isSignedOut(problem)) return toSignIn();
      fill(root, { message: problem.message });
      part(root, "failed");
    }
  };
  root.addEventListener("click", ({ target }) => target.closest("[data-do=retry]") && work());
  // back from another page what is shown may be old, or another person's
  addEventListener("pageshow", ({ persisted }) => persisted && work());
  work();
  return work;
};
