// Every route of every capability, from the openapi.json of each.

import { readDescription } from "./api.js";
import { html, show } from "./html.js";
import { kindOf, limitsOf, schemaView } from "./openapi-schema.js";

const CAPABILITIES = ["catalog", "cart", "checkout", "inventory", "marketing"];
const METHODS = ["get", "post", "put", "patch", "delete"];

const parameters = (listed) => {
  if (!listed?.length) return null;
  const row = (one) => html`<tr>
    <th scope="row"><code>${one.name}</code>${one.required && html` <span class="must">required</span>`}</th>
    <td>${one.in}</td>
    <td><code>${kindOf(one.schema)}</code></td>
    <td class="soft">${one.description ?? one.schema?.description} ${limitsOf(one.schema)}</td>
  </tr>`;
  return html`<h3>Parameters</h3><div class="wide"><table>
    <thead><tr><th scope="col">Name</th><th scope="col">In</th><th scope="col">Type</th><th scope="col">More</th></tr></thead>
    <tbody>${listed.map(row)}</tbody>
  </table></div>`;
};

const content = (title, holder, schemas) => {
  const [[media, { schema }] = ["", {}]] = Object.entries(holder?.content ?? {});
  if (!media) return html`<h3>${title}</h3><p class="soft">${holder?.description ?? "None"}</p>`;
  return html`<h3>${title} <small class="soft">${media}</small></h3>${schemaView(schema ?? {}, schemas)}`;
};

const operation = (path, method, one, schemas) => html`<details class="route" data-words="${`${method} ${path} ${one.summary} ${one["x-permission"] ?? ""}`.toLowerCase()}">
  <summary>
    <span class="method ${method}">${method.toUpperCase()}</span>
    <code>${path}</code>
    <span class="soft">${one.summary}</span>
    ${one["x-permission"] && html`<span class="badge">${one["x-permission"]}</span>`}
  </summary>
  ${one.description && html`<p>${one.description}</p>`}
  <p class="soft">${one["x-permission"] ? html`Staff, with the permission <code>${one["x-permission"]}</code>.` : "Open to everybody."}</p>
  ${parameters(one.parameters)}
  ${one.requestBody && content("Body", one.requestBody, schemas)}
  ${Object.entries(one.responses).map(([status, response]) => content(`Answer ${status}`, response, schemas))}
</details>`;

const capability = (name, description) => {
  const schemas = description.components?.schemas ?? {};
  const routes = Object.entries(description.paths).flatMap(([path, methods]) =>
    METHODS.filter((method) => methods[method]).map((method) => operation(path, method, methods[method], schemas)),
  );
  return html`<section id="${name}" aria-labelledby="${name}-title">
    <h2 id="${name}-title">${name} <small class="soft">${routes.length} routes, <a href="/api/${name}/openapi.json">openapi.json</a></small></h2>
    ${routes}
  </section>`;
};

const silent = (name, problem) => html`<section id="${name}">
  <h2>${name}</h2><p class="notice bad" role="alert">Its description cannot be read. ${problem.message}</p>
</section>`;

class ShopApiDocs extends HTMLElement {
  async connectedCallback() {
    this.addEventListener("input", (event) => this.#filter(event.target.value));
    show(this, html`<p role="status" class="soft">Reading the descriptions…</p>`);
    const read = await Promise.allSettled(CAPABILITIES.map(readDescription));
    const sections = read.map(({ value, reason }, i) =>
      value ? capability(CAPABILITIES[i], value) : silent(CAPABILITIES[i], reason),
    );
    show(
      this,
      html`<nav aria-label="Capabilities"><ul class="row">${CAPABILITIES.map((name) => html`<li><a href="#${name}">${name}</a></li>`)}</ul></nav>
        <p class="field"><label for="words">Find a route</label><input id="words" type="search" autocomplete="off"></p>
        <p class="soft" role="status" data-found></p>
        ${sections}`,
    );
    // the part that the address names was not there when the page came
    if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
  }

  #filter(text) {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    let found = 0;
    for (const route of this.querySelectorAll(".route")) {
      route.hidden = !words.every((word) => route.dataset.words.includes(word));
      found += route.hidden ? 0 : 1;
    }
    this.querySelector("[data-found]").textContent = words.length ? `${found} routes` : "";
  }
}

customElements.define("shop-api-docs", ShopApiDocs);
