// The key that a mail's link carries behind #, which no server is told. It leaves the address bar, and
// the browser's history, as soon as it is read.

const takeAway = () => history.replaceState(history.state, "", location.pathname + location.search);

// `kind` is what the key is for ("stop" in #stop.<key>); "" for a link that is all key.
export const keyOfLink = (kind = "") => {
  const told = location.hash.slice(1);
  const start = kind && `${kind}.`;
  if (!told.startsWith(start)) return "";
  if (told) takeAway();
  return told.slice(start.length);
};
