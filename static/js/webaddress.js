/**
 * The address of a source if it is one that a page may link to: what somebody wrote in a table may be anything.
 * @param {string} url
 * @returns {URL | null} null for what is no address of a web page
 */
export function webAddress(url) {
  if (!URL.canParse(url)) return null;
  const address = new URL(url);
  return /^https?:$/.test(address.protocol) ? address : null;
}
