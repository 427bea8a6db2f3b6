// What the form of the address book asks for, by the rules of its country as the shop tells them. Pure.
// A part is {name, label, required, choices: [{value, label}]}.

const PHONE = { name: "phone", label: "Telephone, for the driver", required: false, choices: [] };

// How browsers call the parts that they fill in by themselves.
export const AUTOCOMPLETE = {
  name: "name",
  line1: "address-line1",
  line2: "address-line2",
  city: "address-level2",
  region: "address-level1",
  postcode: "postal-code",
  phone: "tel",
};

// In the country's own order; how to reach whoever takes the parcel is asked everywhere, at the end.
export const partsOf = ({ parts }) => [...parts, PHONE];

// Inside a sentence a label begins small, unless it is a name such as "ZIP code".
const within = (label) => (/^(ZIP|Eircode|PIN)/.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1));

const EMPTY = { name: "Type the name of whoever takes the parcel.", line1: "Type the street and the number." };

// Why a part cannot stay as it is, or "".
export const wrongIn = (part, value, { postcode_pattern: pattern, postcode_examples: examples = [] }) => {
  const text = value.trim();
  if (!text) {
    if (!part.required) return "";
    return EMPTY[part.name] ?? `${part.choices.length ? "Choose" : "Type"} the ${within(part.label)}.`;
  }
  if (part.name !== "postcode" || !pattern || new RegExp(`^(?:${pattern})$`, "i").test(text)) return "";
  const such = examples.length ? ` (such as ${examples[0]})` : "";
  return `This does not look like a ${within(part.label)}${such}.`;
};
