/** @type {Set<string>} */
const doing = new Set();

/**
 * Says in the HTML's data-busy what the page is at, by names with a space between, so that tests can wait for it: `page` while the
 * page is made, `drawing` while something waits to be drawn, and the tasks that are under way. Tiles, fonts and motion are not told.
 * @param {string} name
 */
export function begin(name) {
  doing.add(name);
  tell();
}

/** @param {string} name of what is done, or was given up */
export function end(name) {
  doing.delete(name);
  tell();
}

function tell() {
  // What fetches is tried without a page as well.
  const dataset = globalThis.document?.documentElement?.dataset;
  if (!dataset) return;
  if (doing.size > 0) dataset.busy = [...doing].join(' ');
  else delete dataset.busy;
}
