// One line that tells what was done; a screen reader reads it out. What lies behind an open dialog is
// neither seen nor read, so a dialog has its own.

const SHOWN_MS = 6_000;
let timer = 0;

export const say = (text) => {
  const line = document.querySelector("dialog[open] [data-said]") ?? document.getElementById("said");
  if (!line) return;
  clearTimeout(timer);
  line.textContent = text;
  timer = setTimeout(() => (line.textContent = ""), SHOWN_MS);
};
