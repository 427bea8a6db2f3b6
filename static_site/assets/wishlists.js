// Cart's routes for wishlists: somebody's own, and one that was shared by its link.

import { ask } from "./api.js";

const LISTS = "/api/cart/wishlists";
const of = (id) => `${LISTS}/${encodeURIComponent(id)}`;
const wishOf = (id, wishId) => `${of(id)}/items/${encodeURIComponent(wishId)}`;
const page = (cursor) => new URLSearchParams({ limit: 100, ...(cursor && { cursor }) });

export const listWishlists = async () => (await ask("GET", `${LISTS}?limit=100`)).data;
export const openWishlist = (name, key) => ask("POST", LISTS, { body: { name }, key });

// An edit says what shall be: it is right for a version that another window made, as well.
const edited = async ({ id, version }, edit) => {
  try {
    return await edit(version);
  } catch (problem) {
    if (problem.code !== "stale") throw problem;
    return edit((await ask("GET", of(id))).version);
  }
};

export const renameWishlist = (list, name) =>
  edited(list, (version) => ask("PATCH", of(list.id), { body: { name }, version }));
export const removeWishlist = (list) => edited(list, (version) => ask("DELETE", of(list.id), { version }));

export const listWishes = (id, cursor) => ask("GET", `${of(id)}/items?${page(cursor)}`);
export const addWish = (id, { sku, any_choice }) => ask("POST", `${of(id)}/items`, { body: { sku, any_choice } });
export const removeWish = (id, wish) => ask("DELETE", wishOf(id, wish.id));
export const moveToCart = (id, wish) => ask("POST", `${wishOf(id, wish.id)}/move`, { body: {} });
// Into the newest list; the shop opens one when there is none.
export const wishFor = (sku) => ask("POST", "/api/cart/wishes", { body: { sku } });

export const shareWishlist = ({ id }) => ask("POST", `${of(id)}/share`);
export const unshareWishlist = ({ id }) => ask("DELETE", `${of(id)}/share`);
export const readShared = (token, cursor) =>
  ask("GET", `/api/cart/shared-wishlist?${page(cursor)}`, { headers: { "X-Wishlist-Token": token } });
