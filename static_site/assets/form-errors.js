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

let isPressed = false;
addEventListener("pointerdown", () => (isPressed = true), true);

// Marks a field that somebody leaves, once whatever they pressed to leave it is done: a button that
// moves away under the pointer is not clicked.
export const markLater = (field, why) => {
  if (!isPressed) return mark(field, why());
  const signal = new AbortController();
  const done = () => {
    signal.abort();
    setTimeout(() => field.isConnected && mark(field, why()));
  };
  for (const end of ["pointerup", "pointercancel"]) addEventListener(end, done, { signal: signal.signal });
};
for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => (isPressed = false));

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

const REFUSED = {
  required: "This is needed.",
  string_too_short: "This is needed.",
  string_too_long: "This is too long.",
  not_available: "This way of delivery does not go there. Choose another, please.",
  string_pattern_mismatch: "The shop cannot read this; check it, please.",
};

// Says at their fields, and above them, what the shop refused: in words for people where its own are
// for programs. `fieldOf` finds the field of a problem's pointer.
export const tellRefused = (root, errors, fieldOf) => {
  const wrong = errors.map(({ pointer, code, detail }) => ({ field: fieldOf(pointer), text: REFUSED[code] ?? detail }));
  for (const { field, text } of wrong) if (field) mark(field, text);
  summarise(root, wrong);
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
