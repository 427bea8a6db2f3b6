// Saving a product for later, from its page. A list is somebody's own, so whoever is not signed in
// is asked to first; the wish waits for them, and is the first thing that is done afterwards.

import { once } from "./attempt.js";
import { keptHere } from "./kept.js";
import { say } from "./said.js";
import { WISH, isSignedIn, isSignedOut, signInTo } from "./signed-in.js";
import { wishFor } from "./wishlists.js";

const WISHLISTS = "/account/wishlists/";

const skuOf = (link) => link.closest("shop-product").querySelector("[name=sku]").value;

const askFirst = (sku) => {
  keptHere.keep(WISH, { sku });
  location.assign(signInTo(WISHLISTS));
};

const forget = (link) => {
  delete link.dataset.sku;
  link.querySelector("span").textContent = "Save for later";
};

export const wish = (link) =>
  once(link, async () => {
    const sku = skuOf(link);
    if (link.dataset.sku === sku) return location.assign(link.href);
    if (!isSignedIn()) return askFirst(sku);
    try {
      const { wishlist } = await wishFor(sku);
      // from now on it is the way there, until another kind is chosen
      link.dataset.sku = sku;
      link.querySelector("span").textContent = "Saved: see your list";
      link.closest("shop-product").addEventListener("change", () => forget(link), { once: true });
      say(`Saved to ${wishlist.name}`);
    } catch (problem) {
      if (isSignedOut(problem)) return askFirst(sku);
      say(problem.message);
    }
  });

// What somebody wished for before they signed in. Raises Problem when it has to be tried again.
export const keepPromise = async () => {
  const waiting = keptHere.recall(WISH);
  if (!waiting) return;
  try {
    const { wishlist } = await wishFor(waiting.sku);
    say(`Saved to ${wishlist.name}`);
  } catch (problem) {
    if (isSignedOut(problem) || problem.isOpen) throw problem;
    say(problem.message);
  }
  keptHere.keep(WISH, null);
};
