// After a sign-in: the guest's cart of this browser and the account's become one, on the way to where
// somebody was. What does not work now is done by the next page that shows the cart.

import * as cart from "./cart.js";

export const merge = async () => {
  const next = new URLSearchParams(location.search).get("next") ?? "";
  await cart.merge({ atCheckout: next.startsWith("/checkout/") }).catch(() => null);
};
