// One of somebody's wishlists as it is shown, and the others to choose from.

import { toggle } from "./parts.js";
import { each, fill } from "./slots.js";
import { rowOf } from "./wish-rows.js";

const row = (wish, others) => {
  const element = rowOf(wish);
  toggle(element, "shift", others.length > 0);
  const options = others.map(({ id, name }) => new Option(name, id));
  element.querySelector("select[data-do=shift]").append(new Option("Move to another list", ""), ...options);
  return element;
};

// `wishes` are those of the list `shown`, as far as they were fetched; `more` whether there are others.
export const showWishlist = (root, { lists, shown, wishes, more }) => {
  const { name, shared_url: url } = shown;
  const others = lists.filter((one) => one !== shown);
  fill(root, {
    lists: each("wishlist-chip", lists, (one) => ({
      link: { href: `#${one.id}`, ariaCurrent: one === shown ? "true" : null },
      name: one.name,
      count: `(${one.items})`,
    })),
    "shared-link": { value: url ?? "", hidden: !url },
    wishes: wishes.map((wish) => row(wish, others)),
    "list-wrong": "",
  });
  root.querySelector("#list-name").textContent = name;
  toggle(root, "lists", lists.length > 1);
  toggle(root, "shared", Boolean(url));
  toggle(root, "renaming", false);
  toggle(root, "nothing", !wishes.length);
  root.querySelector("[data-do=share]").hidden = Boolean(url);
  root.querySelector("[data-do=more]").hidden = !more;
};
