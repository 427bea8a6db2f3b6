// Errors in the place where they belong: below the field, or above the form.

import { html } from "./html.js";

export const alert = (title, more = "") =>
  html`<div class="notice bad" role="alert"><p><strong>${title}</strong></p>${more}</div>`;

// A part of a page that could not be loaded, with a way to try again.
export const failed = (problem) =>
  alert(problem.message, html`<p><button type="button" data-again>Try again</button></p>`);

const fieldOf = (form, pointer) => {
  const found = form.elements.namedItem(pointer.replace(/^\//, "").replaceAll("/", "."));
  return found instanceof RadioNodeList ? found[0] : found;
};

const noteOf = (field) => document.getElementById(`${field.id}-wrong`);

const mark = (field, text) => {
  field.setAttribute("aria-invalid", "true");
  field.setAttribute("aria-describedby", `${field.id}-wrong`);
  const note = noteOf(field);
  if (note) note.textContent = text;
};

export const unmark = (field) => {
  const note = noteOf(field);
  if (!note) return;
  field.removeAttribute("aria-invalid");
  field.removeAttribute("aria-describedby");
  note.textContent = "";
};

// Marks what the browser itself finds wrong; answers whether all is well. The first gets the focus.
export const check = (form) => {
  const wrong = [...form.elements].filter((field) => field.willValidate && !field.validity.valid);
  for (const field of wrong) mark(field, field.validationMessage);
  wrong[0]?.focus();
  return wrong.length === 0;
};

const TEXTS = {
  required: "This is needed",
  string_too_short: "This is needed",
  string_pattern_mismatch: "The shop cannot read this; check it, please",
};

// Marks the fields that the shop refused; answers those errors that no field stands for.
export const markRefused = (form, errors) => {
  const homeless = [];
  let first = null;
  for (const error of errors) {
    const field = fieldOf(form, error.pointer);
    if (!field || !noteOf(field)) {
      homeless.push(error);
      continue;
    }
    mark(field, TEXTS[error.code] ?? error.detail);
    first ??= field;
  }
  first?.focus();
  return homeless;
};
