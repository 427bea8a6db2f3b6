// A question before something that cannot be taken back. The dialog's form has a button of the value
// "yes"; closing it any other way is a no.

import { fill } from "./slots.js";

export const sure = (dialog, values = {}) => {
  fill(dialog, values);
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
};
