import { after } from 'node:test';
import { browser, endAll, lazily, startServer } from './run.js';

/**
 * What browser tests share. A page is opened in a context of its own, on the server that nothing is written to, or on one
 * with a database of its own.
 *
 * @typedef {import('playwright-core').Page} Page
 * @typedef {import('playwright-core').BrowserContext} Context
 * @typedef {import('playwright-core').BrowserContextOptions} Options
 * @typedef {import('./run.js').Server} Server
 */

export { editorToken, startServer } from './run.js';

/** Where the size of a desktop and of a phone are taken from. */
export const sizes = { wide: { width: 1440, height: 900 }, phone: { width: 360, height: 740 } };

const untouched = lazily(() => startServer());
after(endAll);

/**
 * Opens the page in a context of its own and waits until the map of the day is drawn. What the page reports as an error
 * fails close.
 * @param {string} address query and fragment
 * @param {Options & {server?: Server, before?: (context: Context) => Promise<unknown>, ready?: string}} [options] the server is
 *   one that nothing is written to if none is given; `before` is done before the page is asked for; `ready` is a selector of
 *   what to wait for in place of the map
 * @returns {Promise<{page: Page, close: () => Promise<void>}>}
 */
export async function openPage(address, { server, before, ready, ...options } = {}) {
  const { page, close } = await openContext(options, { server, before });
  await page.goto(`/${address}`);
  if (ready) await page.locator(ready).first().waitFor({ state: 'attached' });
  else await waitForMap(page);
  return { page, close };
}

/**
 * @param {Options} [options]
 * @param {{server?: Server, before?: (context: Context) => Promise<unknown>}} [around]
 * @returns {Promise<{page: Page, close: () => Promise<void>}>} a page that has nothing in it yet
 */
async function openContext(options, { server, before } = {}) {
  const { url } = server ?? await untouched();
  const context = await (await browser()).newContext({ baseURL: url, viewport: sizes.wide, locale: 'en-GB', ...options });
  /** @type {Error[]} */
  const errors = [];
  context.on('weberror', (error) => errors.push(error.error()));
  await before?.(context);
  const page = await context.newPage();
  const close = async () => {
    await context.close();
    if (errors.length > 0) throw errors[0];
  };
  return { page, close };
}

/**
 * One page that the tests of a file which change nothing go through one after another: a new one costs a process.
 * @param {Options} [options]
 * @returns {(address: string) => Promise<Page>} opens an address in it and waits until the map of the day is drawn
 */
export function sharedPage(options) {
  const blank = lazily(() => openContext(options));
  after(async () => (await blank()).close());
  return async (address) => {
    const { page } = await blank();
    // Two addresses that differ in the fragment alone would be one document.
    await page.goto('about:blank');
    await page.goto(`/${address}`);
    await waitForMap(page);
    return page;
  };
}

/**
 * Leads to an address as Back does, within the document and at once: the page writes its own address at any moment.
 * @param {Page} page
 * @param {string} address
 */
export async function goWithin(page, address) {
  await page.evaluate((to) => {
    history.pushState(null, '', to);
    dispatchEvent(new PopStateEvent('popstate'));
  }, address);
}

/**
 * Stops the page's time; from then on the test moves it, whatever the machine needs for its steps.
 * @param {Page} page
 */
export async function stopClock(page) {
  await page.clock.install();
  // A time that has come before it is said is refused.
  await page.clock.pauseAt(await page.evaluate(() => Date.now()) + 10_000);
}

/**
 * Waits until the zones, the names of settlements and the numbers are drawn, and nothing more has come that would move
 * them.
 * @param {Page} page
 */
export async function waitForMap(page) {
  await page.locator('#map[data-snapshot]').waitFor({ state: 'attached' });
  await page.locator('.labels .settlement').first().waitFor({ state: 'attached' });
  await page.locator('.panel[aria-busy="false"]').waitFor({ state: 'attached' });
  await page.evaluate(async () => {
    await document.fonts.ready;
    // What follows from facts is drawn once the page is at rest; what was asked for in the next frame, and has been when the one
    // after it begins.
    await new Promise((resolve) => { requestIdleCallback(resolve); });
    for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame);
  });
}
