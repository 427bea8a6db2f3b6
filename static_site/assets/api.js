// The only module that fetches. What the shop refuses is a Problem; what is asked stands with its asker.

const PATIENCE_MS = 15_000;

// An RFC 9457 document: `code` is stable, `errors` are wrong fields, the rest is what the code brings
// (`lines` of out_of_stock, `totals` of total_changed). Status 0 is a shop that did not answer.
export class Problem extends Error {
  constructor(document) {
    super(document.detail || document.title || "Something went wrong. Please try again.");
    Object.assign(this, { code: "unknown", status: 0, errors: [] }, document);
  }
  // Whether the same request may be sent again as it was: nobody knows, or it was too early.
  get isOpen() {
    return !this.status || this.status >= 500 || this.status === 429 || this.code === "in_flight";
  }
}

const unreachable = () =>
  navigator.onLine
    ? "The shop does not answer. Nothing is lost: please try again."
    : "You are offline. Nothing is lost: try again when you are back.";

// Answers the document; raises Problem. `signal` gives a request up.
export const ask = async (method, path, { body, key, version, headers: more } = {}) => {
  const headers = { Accept: "application/json", ...more };
  if (body) headers["Content-Type"] = "application/json";
  if (key) headers["Idempotency-Key"] = key;
  if (version !== undefined) headers["If-Match"] = `"${version}"`;
  let answer, text;
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    answer = await fetch(path, { method, headers, signal, body: body && JSON.stringify(body) });
    text = await answer.text();
  } catch {
    throw new Problem({ code: "unreachable", detail: unreachable() });
  }
  let document;
  try {
    document = text ? JSON.parse(text) : {};
  } catch {
    // not the shop’s own words: a network’s login page, or an answer that broke off
    throw new Problem({ code: "unreadable", detail: unreachable() });
  }
  if (!answer.ok) throw new Problem({ ...document, status: answer.status });
  return document;
};

// Sent even while the page goes away; no answer is waited for.
export const post = (path, body) =>
  navigator.sendBeacon(path, new Blob([JSON.stringify(body)], { type: "application/json" }));
