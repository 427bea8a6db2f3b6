// A JSON Schema (2020-12, as OpenAPI 3.1 has it) in words. Pure.

const named = (reference) => reference.split("/").pop();

// What a schema is in a few words: `string`, `list of Line`, `Money or null`.
export const kindOf = (schema = {}) => {
  if (schema.$ref) return named(schema.$ref);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  const several = schema.anyOf ?? schema.oneOf ?? (schema.type ? null : schema.allOf);
  if (several) return [...new Set(several.map(kindOf))].join(" or ");
  if (schema.type === "array") return `list of ${kindOf(schema.items)}`;
  if (schema.type === "object" && schema.additionalProperties) {
    return `map to ${kindOf(schema.additionalProperties)}`;
  }
  return schema.type ?? "anything";
};

const LIMITS = {
  format: (value) => value,
  pattern: (value) => `matches ${value}`,
  minimum: (value) => `≥ ${value}`,
  maximum: (value) => `≤ ${value}`,
  minLength: (value) => `≥ ${value} characters`,
  maxLength: (value) => `≤ ${value} characters`,
  minItems: (value) => `≥ ${value} items`,
  maxItems: (value) => `≤ ${value} items`,
  default: (value) => `else ${JSON.stringify(value)}`,
};

export const limitsOf = (schema = {}) => {
  // an optional value's limits stand in the branch that is not null
  const branch = (schema.anyOf ?? []).find((one) => one.type && one.type !== "null");
  const whole = { ...branch, ...(schema.items ?? {}), ...schema };
  return Object.entries(LIMITS)
    .filter(([name]) => whole[name] !== undefined && whole[name] !== null)
    .map(([name, text]) => text(whole[name]))
    .join(", ");
};

// The names of all schemas that `schema` is made of, itself among them, in the order they are met.
export const partsOf = (schema, schemas, found = []) => {
  const visit = (node) => {
    if (node === null || typeof node !== "object") return;
    if (typeof node.$ref === "string") {
      const name = named(node.$ref);
      if (found.includes(name) || !schemas[name]) return;
      found.push(name);
      visit(schemas[name]);
      return;
    }
    Object.values(node).forEach(visit);
  };
  visit(schema);
  return found;
};
