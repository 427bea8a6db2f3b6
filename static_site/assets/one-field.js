// Forms of one or two fields, as on the ways into an account: what is wrong is said at its field,
// which gets the focus, so that a screen reader reads both.

import { once } from "./attempt.js";
import { fieldAt, mark } from "./form-errors.js";

const span = (seconds) => {
  const minutes = Math.ceil(seconds / 60);
  if (seconds < 60) return `${seconds} ${seconds === 1 ? "second" : "seconds"}`;
  return `${minutes} ${minutes === 1 ? "minute" : "minutes"}`;
};

const WORDS = {
  code_wrong: ({ tries_left: left }) =>
    left > 0 ? `That is not the code. You have ${left} ${left === 1 ? "try" : "tries"} left.` : "That is not the code.",
  challenge_over: () => "This code no longer works: it is too old, was used, or was tried too often. Have another sent.",
  too_many_requests: ({ retry_after: seconds }) => `That was too often. Wait ${span(seconds)}, and try again.`,
  wrong_credentials: () => "The address or the password is not right.",
};

export const wordsOf = (problem) => WORDS[problem.code]?.(problem) ?? problem.message;

const first = (form) => [...form.elements].find((one) => one.name && one.offsetParent);

export const tellWrong = (form, problem) => {
  const told = problem.errors.map(({ pointer, detail }) => ({ field: fieldAt(form, pointer), text: detail }));
  const { field, text } = told.find((one) => one.field) ?? { field: first(form), text: wordsOf(problem) };
  mark(field, text);
  field.focus();
};

// Runs `work` once at a time; a Problem is told at its field. Answers whether it went through.
export const send = async (form, work) => {
  let done = false;
  await once(form, async () => {
    for (const field of form.elements) if (field.name) mark(field, "");
    try {
      await work();
      done = true;
    } catch (problem) {
      tellWrong(form, problem);
    }
  });
  return done;
};
