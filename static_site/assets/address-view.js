// A postal address as it is written on a parcel.

import { countryName } from "./countries.js";

// Where the postcode stands behind the town: in a line of its own, or in the one of the town.
const BELOW = new Set(["GB", "GG", "IE", "IM", "JE"]);
const BEHIND = new Set(["AU", "CA", "NZ", "US"]);

const townLines = ({ city, region, postcode, country }) => {
  if (BELOW.has(country)) return [city, region, postcode];
  if (BEHIND.has(country)) return [[city, region, postcode].filter(Boolean).join(" ")];
  return [[postcode, city].filter(Boolean).join(" "), region];
};

// A person who was erased has no address any more.
export const addressLines = (to) => {
  if (!to) return ["(erased)"];
  return [to.name, to.line1, to.line2, ...townLines(to), countryName(to.country)].filter(Boolean);
};

// Texts with line breaks between them.
export const lined = (texts) => texts.flatMap((text, i) => (i ? [document.createElement("br"), text] : [text]));
