// What an address needs by its country: the names of its parts, which are needed, what they look
// like. Pure. Sources: the Universal Postal Union's addressing sheets of each country. What is not
// known here asks for nothing but name, street and town, and lets the rest be filled in.

const five = { postcode: { pattern: /^\d{5}$/, example: "12345" }, needs: ["postcode"] };
const four = { postcode: { pattern: /^\d{4}$/, example: "1234" }, needs: ["postcode"] };
const british = {
  postcode: { pattern: /^([A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|GIR ?0AA|BFPO ?\d{1,4})$/i, example: "LS1 4AP" },
  needs: ["postcode"],
};

const RULES = {
  GB: british, IM: british, JE: british, GG: british,
  IE: { region: "County", postcode: { label: "Eircode", pattern: /^[A-Z]\d[\dW] ?[A-Z\d]{4}$/i, example: "D02 AF30" }, needs: [] },
  US: {
    region: "State",
    postcode: { label: "ZIP code", pattern: /^\d{5}(-\d{4})?$/, example: "10001" },
    needs: ["region", "postcode"],
  },
  CA: {
    region: "Province or territory",
    postcode: { label: "Postal code", pattern: /^[A-Z]\d[A-Z] ?\d[A-Z]\d$/i, example: "K1A 0B1" },
    needs: ["region", "postcode"],
  },
  AU: { ...four, region: "State or territory", needs: ["region", "postcode"] },
  NZ: four, AT: four, BE: four, BG: four, CH: four, CY: four, DK: four, HU: four, LU: four, NO: four, SI: four,
  DE: five, ES: five, FI: five, FR: five, HR: five, IT: five, EE: five, MC: five,
  GR: { postcode: { pattern: /^\d{3} ?\d{2}$/, example: "104 31" }, needs: ["postcode"] },
  SE: { postcode: { pattern: /^\d{3} ?\d{2}$/, example: "111 22" }, needs: ["postcode"] },
  CZ: { postcode: { pattern: /^\d{3} ?\d{2}$/, example: "110 00" }, needs: ["postcode"] },
  SK: { postcode: { pattern: /^\d{3} ?\d{2}$/, example: "811 01" }, needs: ["postcode"] },
  NL: { postcode: { pattern: /^\d{4} ?[A-Z]{2}$/i, example: "1012 AB" }, needs: ["postcode"] },
  PL: { postcode: { pattern: /^\d{2}-?\d{3}$/, example: "00-950" }, needs: ["postcode"] },
  PT: { postcode: { pattern: /^\d{4}-?\d{3}$/, example: "1000-001" }, needs: ["postcode"] },
  JP: { region: "Prefecture", postcode: { pattern: /^\d{3}-?\d{4}$/, example: "100-0001" }, needs: ["region", "postcode"] },
  // no postcodes there
  AE: { region: "Emirate", postcode: null, needs: ["region"] },
  HK: { region: "District", postcode: null, needs: [] },
};

const ANY = { region: "County, state or region", postcode: {}, needs: [] };

// {region, postcode}: the label, or null where the country has no such thing; needs: part names.
export const needsOf = (country) => {
  const { region = null, postcode, needs } = RULES[country] ?? ANY;
  return {
    region,
    postcode: postcode && (postcode.label ?? "Postcode"),
    needs: ["name", "line1", "city", ...needs],
  };
};

const EMPTY = {
  name: "Type the name of whoever takes the parcel.",
  line1: "Type the street and the number.",
  city: "Type the town or city.",
  email: "Type an e-mail address: the confirmation goes there.",
};

// "Postcode" within a sentence is "postcode", but "ZIP code" and "Eircode" are names.
const within = (label) => (/^(ZIP|Eircode)/.test(label) ? label : label.toLowerCase());

// Why a part of an address cannot stay as it is, or "".
export const wrongIn = (part, value, country) => {
  const text = value.trim();
  const { region, postcode, needs } = needsOf(country);
  const label = { region, postcode }[part];
  if (!text) return needs.includes(part) ? (EMPTY[part] ?? `Type the ${within(label)}.`) : "";
  const known = part === "postcode" && RULES[country]?.postcode;
  if (known?.pattern && !known.pattern.test(text)) {
    return `This does not look like a ${within(label)} (such as ${known.example}).`;
  }
  return "";
};

// Why an e-mail address cannot stay as it is, or "". What is really there only a mail can tell.
export const wrongEmail = (value) => {
  const text = value.trim();
  if (!text) return EMPTY.email;
  if (!/^[^\s@]+@[^\s@]+\.[^\s@.]{2,}$/.test(text)) {
    return "This is not a whole e-mail address, such as name@example.com.";
  }
  return "";
};
