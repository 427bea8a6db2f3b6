// Who one is, asked again before what is dangerous. The shop decides when: it refuses with
// `reauthentication_needed`, the dialog of the account's pages asks, and the same is tried once more.

import { askToConfirmByPasskey, confirmIdentity, mailConfirmationCode, readSecurity } from "./account-security.js";
import { Problem } from "./api.js";
import { once } from "./attempt.js";
import { digitsOf, wrongDigits } from "./code-typing.js";
import { send } from "./one-field.js";
import { toggle } from "./parts.js";
import { passkeysWork, usePasskey } from "./passkeys.js";
import { say } from "./said.js";
import { fill } from "./slots.js";

const NEEDED = "reauthentication_needed";
let mailed = ""; // the id of the code that was sent by mail

const dialog = () => document.getElementById("reauthenticate");

const require = (text) => {
  if (text) throw new Problem({ status: 422, code: "incomplete", detail: text });
};

const proofs = {
  password: ({ password }) => {
    require(!password && "Type your password.");
    return { password };
  },
  app: ({ code }) => {
    require(wrongDigits(code));
    return { code: digitsOf(code) };
  },
  code: ({ code }) => {
    require(wrongDigits(code));
    return { id: mailed, code: digitsOf(code) };
  },
};

const close = (confirmed) => dialog().close(confirmed ? "yes" : "");

const byForm = (form) =>
  send(form, async () => {
    await confirmIdentity(proofs[form.dataset.do](Object.fromEntries(new FormData(form))));
    close(true);
  });

const tried = async (work) => {
  fill(dialog(), { wrong: "" });
  try {
    await work();
  } catch (problem) {
    fill(dialog(), { wrong: problem.message });
  }
};

const buttons = {
  close: () => close(false),
  passkey: async () => {
    const { id, options } = await askToConfirmByPasskey();
    await confirmIdentity({ id, credential: await usePasskey(options) });
    close(true);
  },
  mail: async () => {
    mailed = (await mailConfirmationCode()).id;
    toggle(dialog(), "by-code", true).querySelector("input").focus();
    say("A code is on its way to your address.");
  },
};

const enliven = () => {
  if (dialog().dataset.live) return;
  dialog().dataset.live = "yes";
  dialog().addEventListener("submit", (event) => {
    event.preventDefault();
    byForm(event.target);
  });
  dialog().addEventListener("click", ({ target }) => {
    const button = target.closest("button[data-do]");
    if (button) once(button, () => tried(buttons[button.dataset.do]));
  });
};

const asked = async () => {
  const { confirm_by: ways, email } = await readSecurity();
  enliven();
  for (const form of dialog().querySelectorAll("form")) form.reset();
  dialog().querySelector("input[name=email]").value = email;
  toggle(dialog(), "by-passkey", passkeysWork() && ways.includes("passkey"));
  toggle(dialog(), "by-password", ways.includes("password"));
  toggle(dialog(), "by-app", ways.includes("totp"));
  toggle(dialog(), "by-mail", ways.includes("code"));
  toggle(dialog(), "by-code", false);
  fill(dialog(), { wrong: "" });
  dialog().returnValue = "";
  dialog().showModal();
  dialog().querySelector("h2").focus();
  return new Promise((resolve) => {
    dialog().addEventListener("close", () => resolve(dialog().returnValue === "yes"), { once: true });
  });
};

// Runs `work`; where it needs a fresh proof of who one is, asks for it and runs it again. Raises the
// refusal when the question is closed unanswered.
export const fresh = async (work) => {
  try {
    return await work();
  } catch (problem) {
    if (problem.code !== NEEDED || !(await asked())) throw problem;
    return work();
  }
};
