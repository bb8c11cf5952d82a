/** What the page is at. @type {Set<string>} */
const doing = new Set();

/**
 * Says in the HTML's data-busy what the page is at, by its names and with a space between: a script that looks at the page, or takes a
 * picture of it, waits until what it looks for is no longer under way.
 * @param {string} name of one thing: `page` until there is one, `drawing`, or of what is fetched
 * @param {boolean} is
 */
export function setBusy(name, is) {
  if (doing.has(name) === is) return;
  if (is) doing.add(name);
  else doing.delete(name);
  // What fetches is tried without a page as well.
  const dataset = globalThis.document?.documentElement?.dataset;
  if (!dataset) return;
  if (doing.size > 0) dataset.busy = [...doing].join(' ');
  else delete dataset.busy;
}
