"""The style and the one small script of /dev: parts marked `data-live` are fetched anew."""

STYLE = """
:root { color-scheme: light dark; --paper: #fbfaf7; --card: #fff; --ink: #22261f; --soft: #5d6658;
  --line: #d9dcd2; --leaf: #2f6b3c; --on-leaf: #fff; --beet: #a3263f; --gap: 1rem; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #171a16; --card: #20241e; --ink: #e8ebe2; --soft: #a4ad9c; --line: #3a4036;
    --leaf: #8fcf9b; --on-leaf: #10240f; --beet: #ff8fa3; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 ui-sans-serif, system-ui, sans-serif; }
main { max-width: 72rem; margin: 0 auto; padding: var(--gap); }
header { display: flex; flex-wrap: wrap; gap: var(--gap); justify-content: space-between;
  align-items: baseline; }
h1 { font-size: 1.6rem; margin: .5rem 0; } h2 { font-size: 1.05rem; margin: 0 0 .5rem; }
section { background: var(--card); border: 1px solid var(--line); border-radius: .6rem;
  padding: var(--gap); margin-block: var(--gap); }
a { color: var(--leaf); } .ill { color: var(--beet); font-weight: 600; }
.actions, .actions form, .row { display: flex; flex-wrap: wrap; gap: .5rem var(--gap);
  align-items: center; margin: 0; padding: 0; list-style: none; }
.time { font-size: 1.2rem; margin: .5rem 0 0; font-variant-numeric: tabular-nums; }
button { font: inherit; padding: .4rem .9rem; border: 0; border-radius: .4rem;
  background: var(--leaf); color: var(--on-leaf); cursor: pointer; }
button:focus-visible, a:focus-visible, input:focus-visible { outline: 3px solid var(--beet);
  outline-offset: 2px; }
input[type=number] { width: 6rem; font: inherit; background: var(--paper); color: var(--ink);
  border: 1px solid var(--line); border-radius: .3rem; }
.wide { overflow-x: auto; } table { width: 100%; border-collapse: collapse; }
th, td { text-align: left; padding: .3rem .6rem .3rem 0; border-bottom: 1px solid var(--line); }
th { color: var(--soft); font-weight: 600; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; background: var(--card); padding: var(--gap);
  border: 1px solid var(--line); border-radius: .6rem; }
iframe { width: 100%; height: 32rem; border: 1px solid var(--line); border-radius: .6rem;
  background: #fff; }
"""

REFRESH = """
const refresh = async () => {
  if (document.hidden) return;
  try {
    const answer = await fetch("/dev", { headers: { Accept: "text/html" } });
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of document.querySelectorAll("[data-live]")) {
      const other = fresh.getElementById(part.id);
      if (other && other.innerHTML !== part.innerHTML && !part.contains(document.activeElement))
        part.replaceChildren(...other.childNodes);
    }
  } catch { /* the shop is restarting: the next round will tell */ }
};
setInterval(refresh, 2000);
"""
