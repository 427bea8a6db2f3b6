// Elements from values, for what no template foresees. Texts become text nodes, never markup; what
// is null, undefined or false is left out.

export const make = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
};

// <table> of `heads` and of rows, each a list of cells; the first cell names its row.
export const table = (heads, rows) =>
  make(
    "div",
    { class: "wide", tabindex: 0, role: "region", "aria-label": heads.join(", ") },
    make(
      "table",
      {},
      make("thead", {}, make("tr", {}, heads.map((head) => make("th", { scope: "col" }, head)))),
      make(
        "tbody",
        {},
        rows.map(([first, ...others]) =>
          make("tr", {}, make("th", { scope: "row" }, first), others.map((cell) => make("td", {}, cell))),
        ),
      ),
    ),
  );
