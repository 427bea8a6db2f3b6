import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { browser } from "./browser.mjs";

browser();
const drafts = await import("../assets/drafts.js");

const form = (...fields) => ({ elements: Object.assign(fields, { namedItem: (name) => fields.find((one) => one.name === name) ?? null }) });
const text = (name, value) => ({ name, type: "text", value });

beforeEach(() => browser());

test("what was typed is there again, in another form of the same name", () => {
  drafts.writeDraft(form(text("name", "Jo"), { name: "news", type: "checkbox", checked: true }), "profile");
  const [name, news] = [text("name", ""), { name: "news", type: "checkbox", checked: false }];

  assert.equal(drafts.putDraft(form(name, news), "profile"), true);

  assert.deepEqual([name.value, news.checked], ["Jo", true]);
});

test("what was never typed changes nothing", () => {
  const name = text("name", "Jo");

  assert.equal(drafts.putDraft(form(name), "profile"), false);

  assert.equal(name.value, "Jo");
});

test("a password is not kept", () => {
  drafts.writeDraft(form({ name: "password", type: "password", value: "secret" }, text("name", "Jo")), "profile");

  assert.deepEqual(drafts.draftOf("profile").values, { name: "Jo" });
});

test("what belongs to a draft is kept with it, and one form's draft leaves another's alone", () => {
  drafts.writeDraft(form(text("line1", "4 Orchard Row")), "address", { id: "adr_1" });
  drafts.writeDraft(form(text("name", "Jo")), "profile");

  drafts.forgetDraft("profile");

  assert.equal(drafts.draftOf("address").id, "adr_1");
  assert.equal(drafts.draftOf("profile"), null);
});
