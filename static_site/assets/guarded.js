// Changing what guards an account: with a fresh proof of who one is, a refusal said in place, and the
// page told of what changed.

import { once } from "./attempt.js";
import { fresh } from "./reauthenticating.js";
import { isSignedOut, toSignIn } from "./signed-in.js";
import { say } from "./said.js";
import { fill } from "./slots.js";

// Runs `work` for `root`, at most once at a time; answers what it answers, or undefined after a
// refusal. `told` is said when it went through.
export const guarded = async (root, work, told) => {
  let answer;
  await once(root, async () => {
    fill(root, { wrong: "" });
    try {
      answer = (await fresh(work)) ?? {};
      if (told) say(told);
      root.dispatchEvent(new CustomEvent("security-changed", { bubbles: true }));
    } catch (problem) {
      if (isSignedOut(problem)) return toSignIn();
      // somebody who closed the question knows why nothing happened
      fill(root, { wrong: problem.code === "reauthentication_needed" ? "" : problem.message });
    }
  });
  return answer;
};
