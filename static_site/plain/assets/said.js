// One line at the foot of the page that tells what was done; a screen reader reads it out.

const SHOWN_MS = 6_000;
let timer = 0;

export const say = (text) => {
  const line = document.getElementById("said");
  clearTimeout(timer);
  line.textContent = text;
  timer = setTimeout(() => (line.textContent = ""), SHOWN_MS);
};
