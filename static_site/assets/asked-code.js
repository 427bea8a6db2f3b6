// The code that was asked for in this browser, so that the link of its letter, which opens a window of
// its own, finds the challenge that it answers. Neither the address nor the code is kept.

import { kept } from "./kept.js";

const CHALLENGE = "barrow.challenge"; // {id, until, search}

// `search` is the query of the page that asked: it says where it goes on afterwards.
export const keepAsked = ({ id, expires_at: until }, search) => kept.keep(CHALLENGE, { id, until, search });
export const forgetAsked = () => kept.keep(CHALLENGE, null);

// The challenge that a code could still answer, or null.
export const askedCode = (now) => {
  const asked = kept.recall(CHALLENGE);
  return asked && new Date(asked.until) > now ? asked : null;
};

// The code in a letter's link, #code=123456, or "".
export const codeOfLink = (hash) => hash.match(/^#code=(\d{6})$/)?.[1] ?? "";
