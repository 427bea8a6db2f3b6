// The only way from text to markup. html`<p>${anything}</p>` escapes every value; what html`` made
// before goes in as it is, lists are joined, and null, undefined and booleans are nothing.
// Attributes stand in double quotes, always.

const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

class Markup {
  #text;
  constructor(text) {
    this.#text = text;
  }
  toString() {
    return this.#text;
  }
}

const written = (value) => {
  if (value === null || value === undefined || typeof value === "boolean") return "";
  if (value instanceof Markup) return value.toString();
  if (Array.isArray(value)) return value.map(written).join("");
  return String(value).replace(/[&<>"']/g, (character) => ESCAPES[character]);
};

export const html = (texts, ...values) =>
  new Markup(texts.reduce((whole, text, i) => whole + written(values[i - 1]) + text));

// Puts markup in place of what `element` holds. The focus stays on what has the same id; when that
// is gone it goes to `element`'s first [data-rest], so that a keyboard never loses its place.
export const show = (element, markup) => {
  if (!(markup instanceof Markup)) throw new TypeError("show takes what html`` made");
  const active = element.contains(document.activeElement) ? document.activeElement : null;
  const template = document.createElement("template");
  template.innerHTML = markup.toString();
  element.replaceChildren(template.content);
  if (!active || active === element) return;
  const next = (active.id && document.getElementById(active.id)) || element.querySelector("[data-rest]");
  next?.focus({ preventScroll: true });
};

// An address from an answer as a link: nothing but http and https, so never javascript:.
export const link = (address) => {
  const url = new URL(address, location.href);
  return ["http:", "https:"].includes(url.protocol) ? url.href : "";
};
