// Every route of every capability, from the openapi.json of each.

import { ask } from "./api.js";
import { make, table } from "./make.js";
import { kindOf, limitsOf, partsOf } from "./openapi-schema.js";

const CAPABILITIES = ["catalog", "cart", "checkout", "inventory", "marketing", "analytics", "accounts"];
const METHODS = ["get", "post", "put", "patch", "delete"];

const soft = (...children) => make("p", { class: "soft" }, ...children);
const code = (text) => make("code", {}, text);
const name = (text, required) => [code(text), required && make("span", { class: "must" }, " required")];
const more = (description, schema) => [description, limitsOf(schema)].filter(Boolean).join(" ");

const parameters = (listed) => [
  make("h3", {}, "Parameters"),
  table(
    ["Name", "In", "Type", "More"],
    listed.map((one) => [
      name(one.name, one.required),
      one.in,
      code(kindOf(one.schema)),
      more(one.description ?? one.schema?.description, one.schema),
    ]),
  ),
];

const properties = (schema) => {
  const rows = Object.entries(schema.properties ?? {});
  if (!rows.length) return make("p", {}, code(kindOf(schema)), " ", limitsOf(schema));
  return table(
    ["Field", "Type", "More"],
    rows.map(([field, value]) => [
      name(field, (schema.required ?? []).includes(field)),
      code(kindOf(value)),
      more(value.description, value),
    ]),
  );
};

const shape = (schema, schemas) => [
  !schema.$ref && properties(schema),
  partsOf(schema, schemas).map((part) => [
    make("h4", {}, part),
    schemas[part].description && soft(schemas[part].description),
    properties(schemas[part]),
  ]),
];

const content = (title, holder, schemas) => {
  const [[media, { schema }] = ["", {}]] = Object.entries(holder?.content ?? {});
  if (!media) return [make("h3", {}, title), soft(holder?.description ?? "None")];
  return [make("h3", {}, title, make("small", { class: "soft" }, ` ${media}`)), shape(schema ?? {}, schemas)];
};

const operation = (path, method, one, schemas) => {
  const permission = one["x-permission"];
  const words = `${method} ${path} ${one.summary} ${permission ?? ""}`.toLowerCase();
  return make(
    "details",
    { class: "route", "data-words": words },
    make(
      "summary",
      {},
      make("span", { class: `method ${method}` }, method.toUpperCase()),
      code(path),
      make("span", { class: "soft" }, one.summary ?? ""),
      permission && make("span", { class: "badge" }, permission),
    ),
    one.description && make("p", {}, one.description),
    soft(permission ? `Staff, with the permission ${permission}.` : "Open to everybody."),
    one.parameters?.length && parameters(one.parameters),
    one.requestBody && content("Body", one.requestBody, schemas),
    Object.entries(one.responses).map(([status, response]) => content(`Answer ${status}`, response, schemas)),
  );
};

const section = (capability, description) => {
  const schemas = description.components?.schemas ?? {};
  const routes = Object.entries(description.paths).flatMap(([path, methods]) =>
    METHODS.filter((method) => methods[method]).map((method) => operation(path, method, methods[method], schemas)),
  );
  const count = make("small", { class: "soft" }, ` ${routes.length} routes, `);
  count.append(make("a", { href: `/api/${capability}/openapi.json` }, "openapi.json"));
  return make("section", { id: capability }, make("h2", {}, capability, count), routes);
};

const silent = (capability, problem) =>
  make(
    "section",
    { id: capability },
    make("h2", {}, capability),
    make("p", { class: "notice bad" }, `Its description cannot be read. ${problem.message}`),
  );

class ShopApiDocs extends HTMLElement {
  async connectedCallback() {
    this.addEventListener("input", (event) => this.#filter(event.target.value));
    this.append(make("p", { role: "status", class: "soft" }, "Reading the descriptions…"));
    const read = await Promise.allSettled(CAPABILITIES.map((one) => ask("GET", `/api/${one}/openapi.json`)));
    this.replaceChildren(
      make(
        "nav",
        { "aria-label": "Capabilities" },
        make("ul", { class: "row" }, CAPABILITIES.map((one) => make("li", {}, make("a", { href: `#${one}` }, one)))),
      ),
      make(
        "p",
        { class: "field" },
        make("label", { for: "words" }, "Find a route"),
        make("input", { id: "words", type: "search", autocomplete: "off" }),
      ),
      make("p", { class: "soft", role: "status", "data-found": "" }),
      ...read.map(({ value, reason }, i) =>
        value ? section(CAPABILITIES[i], value) : silent(CAPABILITIES[i], reason),
      ),
    );
    // the part that the address names was not there when the page came
    if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
  }

  #filter(text) {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    const routes = [...this.querySelectorAll(".route")];
    for (const route of routes) route.hidden = !words.every((word) => route.dataset.words.includes(word));
    const found = routes.filter((route) => !route.hidden).length;
    this.querySelector("[data-found]").textContent = words.length ? `${found} routes` : "";
  }
}

customElements.define("shop-api-docs", ShopApiDocs);
