// What was typed into a form and not saved yet, so that nothing is lost by a reload, or by a session
// that ended meanwhile. Kept for this window alone.

import { keptHere } from "./kept.js";
import { DRAFTS } from "./signed-in.js";

const SECRET = new Set(["password", "hidden"]);

const all = () => keptHere.recall(DRAFTS) ?? {};
const valueOf = (field) => (field.type === "checkbox" ? field.checked : field.value);

export const forgetDraft = (name) => {
  const { [name]: _, ...others } = all();
  keptHere.keep(DRAFTS, others);
};

// Writes down what the form holds; `more` is what belongs to it and is no field.
export const writeDraft = (form, name, more = {}) => {
  const fields = [...form.elements].filter((one) => one.name && !SECRET.has(one.type));
  const values = Object.fromEntries(fields.map((one) => [one.name, valueOf(one)]));
  keptHere.keep(DRAFTS, { ...all(), [name]: { values, ...more } });
};

export const draftOf = (name) => all()[name] ?? null;

// Fills the form with what was typed last; answers whether there was anything.
export const putDraft = (form, name) => {
  const draft = draftOf(name);
  for (const [field, value] of Object.entries(draft?.values ?? {})) {
    const element = form.elements.namedItem(field);
    if (element?.type === "checkbox") element.checked = value;
    else if (element) element.value = value;
  }
  return Boolean(draft);
};
