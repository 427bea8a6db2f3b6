// From values to what the page shows: templates of the page are cloned, and their slots filled.
// Values become text and properties, never markup.

export const clone = (id) =>
  document.getElementById(id).content.firstElementChild.cloneNode(true);

const put = (element, value) => {
  element.hidden = !value;
  if (Array.isArray(value)) element.replaceChildren(...value);
  else if (value && typeof value === "object") Object.assign(element, value);
  else element.textContent = value || "";
};

// `values` by the name of their slot: a text, a list of nodes, or an object of the element's
// properties. What is empty (null, "", false) hides the element.
export const fill = (root, values) => {
  for (const [name, value] of Object.entries(values)) {
    const slot = `[data-slot="${name}"]`;
    if (root.matches(slot)) put(root, value);
    for (const element of root.querySelectorAll(slot)) put(element, value);
  }
  return root;
};

// Elements from a template, one for each item.
export const each = (template, items, valuesOf) =>
  items.map((item) => fill(clone(template), valuesOf(item)));
