// Finding products by their words. Pure: an entry is {name, brand, category, …}.

// "Crème brûlée" and "creme BRULEE" are one.
export const folded = (text) =>
  (text ?? "").normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

export const wordsOf = (text) => folded(text).match(/[\p{L}\p{N}]+/gu) ?? [];

// What a word of the query is worth in a field: the whole word, its beginning, or a part of it.
const worth = (word, fieldWords) => {
  let best = 0;
  for (const one of fieldWords) {
    if (one === word) return 4;
    if (one.startsWith(word)) best = Math.max(best, 3);
    else if (word.length > 2 && one.includes(word)) best = Math.max(best, 1);
  }
  // who looks for plants finds a plant
  const one = word.replace(/(?<=..)e?s$/, "");
  return !best && fieldWords.includes(one) ? 2 : best;
};

const WEIGHTS = [["name", 4], ["brand", 2], ["category", 1]];

export const prepared = (entries) =>
  entries.map((entry) => ({ entry, fields: WEIGHTS.map(([name]) => wordsOf(entry[name])) }));

const scoreOf = (fields, words) => {
  let sum = 0;
  for (const word of words) {
    const best = Math.max(...fields.map((field, i) => worth(word, field) * WEIGHTS[i][1]));
    if (!best) return 0; // every word counts
    sum += best;
  }
  // of two that say the same, the shorter name says it more plainly
  return sum - Math.min(fields[0].length, 20) / 100;
};

// The entries that have every word of the query, the best first; names settle what is equal.
export const search = (index, query) => {
  const words = wordsOf(query);
  if (!words.length) return [];
  return index
    .map(({ entry, fields }) => ({ entry, score: scoreOf(fields, words) }))
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score || one.entry.name.localeCompare(other.entry.name))
    .map(({ entry }) => entry);
};
