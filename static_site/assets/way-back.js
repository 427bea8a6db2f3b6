// Where whoever signs in goes afterwards: back to where they were asked to, within this shop. Pure.

const HOME = "/account/";

// `search` is the query of the sign-in page, `origin` the shop's. An address of another site is
// none, however it is written (//other, /\other, or with a line break that browsers leave out).
export const wayBack = (search, origin) => {
  const wanted = new URLSearchParams(search).get("next") ?? "";
  if (!wanted.startsWith("/")) return HOME;
  let url;
  try {
    url = new URL(wanted, origin);
  } catch {
    return HOME;
  }
  const loops = /^\/account\/sign-(in|up)\//.test(url.pathname);
  // an address that begins with two slashes again would be read as another host's
  if (url.origin !== origin || loops || url.pathname.startsWith("//")) return HOME;
  return url.pathname + url.search + url.hash;
};
