import assert from "node:assert/strict";
import { test } from "node:test";
import { kindOf, limitsOf, partsOf } from "../assets/openapi-schema.js";

test("a schema is told in a few words", () => {
  const schemas = [
    { $ref: "#/components/schemas/Money" },
    { type: "array", items: { type: "string" } },
    { anyOf: [{ $ref: "#/components/schemas/Money" }, { type: "null" }] },
    { enum: ["open", "ordered"] },
    { type: "object", additionalProperties: { type: "integer" } },
    {},
  ];

  assert.deepEqual(schemas.map(kindOf), [
    "Money", "list of string", "Money or null", '"open" | "ordered"', "map to integer", "anything",
  ]);
});

test("limits of an optional value stand in its branch", () => {
  assert.equal(limitsOf({ anyOf: [{ type: "integer", minimum: 1, maximum: 9 }, { type: "null" }] }), "≥ 1, ≤ 9");
});

test("schemas that refer to one another are met once", () => {
  const reference = (name) => ({ $ref: `#/components/schemas/${name}` });
  const schemas = { Tree: { properties: { kids: { items: reference("Tree") }, leaf: reference("Leaf") } }, Leaf: {} };

  assert.deepEqual(partsOf(reference("Tree"), schemas), ["Tree", "Leaf"]);
});
