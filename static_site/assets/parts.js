// Which parts of a live element are shown, and where its links may lead.

// An address from an answer: nothing but http and https, so never javascript:.
export const link = (address) => {
  const url = new URL(address, location.href);
  return ["http:", "https:"].includes(url.protocol) ? url.href : "";
};

const STATES = new Set(["loading", "failed", "empty", "unknown", "start", "none", "form", "ready"]);

// Shows the [data-part] of the state that `root` is in, and hides those of the other states. What is
// inside another live element follows that one's state.
export const part = (root, name) => {
  root.dataset.state = name;
  for (const element of root.querySelectorAll("[data-part]")) {
    if (!STATES.has(element.dataset.part) || element.parentElement.closest("[data-state]") !== root) continue;
    element.hidden = element.dataset.part !== name;
  }
};

export const toggle = (root, name, shown) => {
  const element = root.querySelector(`[data-part="${name}"]`);
  if (element) element.hidden = !shown;
  return element;
};
