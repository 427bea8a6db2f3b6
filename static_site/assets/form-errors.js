// Errors at their fields, tied to them for screen readers, and together above the form.

import { each, fill } from "./slots.js";

const noteOf = (field) => document.getElementById(`${field.id}-wrong`);

// Says what is wrong with a field; "" takes it back. Whatever else describes the field stays.
export const mark = (field, text) => {
  const note = noteOf(field);
  if (!note) return;
  note.textContent = text;
  note.hidden = !text;
  field.ariaInvalid = text ? "true" : null;
  const others = (field.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id && id !== note.id);
  const all = text ? [...others, note.id] : others;
  if (all.length) field.setAttribute("aria-describedby", all.join(" "));
  else field.removeAttribute("aria-describedby");
};

// `wrong` is a list of {field, text}, a field null where there is none for it. The summary gets the
// focus, and each of its links goes to its field.
export const summarise = (root, wrong) => {
  const summary = root.querySelector("[data-part=errors]");
  if (!summary) return;
  summary.hidden = !wrong.length;
  fill(summary, {
    errors: each("form-error", wrong, ({ field, text }) => ({
      text: field ? { textContent: text, href: `#${field.id}` } : text,
    })),
  });
  if (wrong.length) summary.focus();
};

// A link of the summary moves the focus and leaves the address as it is.
export const followLinks = (root) =>
  root.addEventListener("click", (event) => {
    const link = event.target.closest("[data-part=errors] a[href^='#']");
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    field.focus();
  });

// The field that a problem's JSON pointer means: /shipping_address/line1.
export const fieldAt = (form, pointer) => {
  const found = form.elements.namedItem(pointer.replace(/^\//, "").replaceAll("/", "."));
  return found instanceof RadioNodeList ? found[0] : found;
};
