// First-party events: gathered, and sent when the page goes out of sight or enough have come.

import { post } from "./api.js";
import { TEXT_VERSION, VISIT, decision } from "./consent.js";
import { keptHere } from "./kept.js";

const ENOUGH = 20;
const SOON_MS = 5_000;
const waiting = [];
let timer = 0;

const visit = () => {
  const known = keptHere.recall(VISIT);
  if (known) return known;
  const fresh = crypto.randomUUID();
  keptHere.keep(VISIT, fresh);
  return fresh;
};

const send = () => {
  clearTimeout(timer);
  timer = 0;
  const given = decision();
  if (!given?.analytics) waiting.length = 0;
  if (!waiting.length) return;
  const consent = { at: given.at, text_version: TEXT_VERSION };
  if (post("/api/analytics/events", { events: waiting, consent })) waiting.length = 0;
};

export const record = (type, fields) => {
  if (!decision()?.analytics) return;
  const id = crypto.randomUUID();
  const at = new Date().toISOString();
  waiting.push({ id, type, at, path: location.pathname, visit: visit(), ...fields });
  if (waiting.length >= ENOUGH) send();
  else timer ||= setTimeout(send, SOON_MS);
};

// a "no" is honoured at once
document.addEventListener("consent-withdrawn", () => (waiting.length = 0));
document.addEventListener("visibilitychange", () => document.hidden && send());
addEventListener("pagehide", send);
