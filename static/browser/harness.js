import { after } from 'node:test';
import { endAll, hastyBrowser, lazily, startServer } from './run.js';

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
 * A page that is open, with what it was opened with; `altered` is one that cannot be as new again.
 * @typedef {{page: Page, options: Options, errors: Error[], altered: boolean}} Opened
 */

/** Pages that nobody looks at any more, by their options: a new one costs a process. @type {Map<string, Opened[]>} */
const idle = new Map();
/** @type {Map<Page, Opened>} */
const open = new Map();

/**
 * Opens the page and waits until the map of the day is drawn. It shares nothing with any other that is open. What the page
 * reports as an error fails close.
 * @param {string} address query and fragment
 * @param {Options & {server?: Server, before?: (context: Context) => Promise<unknown>, ready?: string}} [options] the server is
 *   one that nothing is written to if none is given; `before` is done before the page is asked for; `ready` is a selector of
 *   what to wait for in place of the map
 * @returns {Promise<{page: Page, close: () => Promise<void>}>}
 */
export async function openPage(address, { server, before, ready, ...options } = {}) {
  const plain = !server && !before;
  const opened = (plain && idle.get(JSON.stringify(options))?.pop()) || await openContext(options, server ?? await untouched(), before);
  const { page, errors } = opened;
  open.set(page, opened);
  await page.goto(`/${address}`);
  if (ready) await page.locator(ready).first().waitFor({ state: 'attached' });
  else await waitForMap(page);
  const close = async () => {
    open.delete(page);
    if (plain && !opened.altered) await setAside(opened);
    else await page.context().close();
    if (errors.length > 0) throw errors.splice(0)[0];
  };
  return { page, close };
}

/**
 * @param {Options} options
 * @param {Server} server
 * @param {(context: Context) => Promise<unknown>} [before]
 * @returns {Promise<Opened>} a page that has nothing in it yet
 */
async function openContext(options, { url }, before) {
  const context = await (await hastyBrowser()).newContext({ baseURL: url, viewport: sizes.wide, locale: 'en-GB', ...options });
  /** @type {Error[]} */
  const errors = [];
  context.on('weberror', (error) => errors.push(error.error()));
  await before?.(context);
  return { page: await context.newPage(), options, errors, altered: false };
}

/** Makes a page as new, for the next who asks for such a one. @param {Opened} opened */
async function setAside(opened) {
  const { page, options } = opened;
  const context = page.context();
  for (const other of context.pages()) if (other !== page) await other.close();
  page.removeAllListeners();
  await page.unrouteAll();
  await context.unrouteAll();
  await context.setOffline(false);
  await page.evaluate(() => { localStorage.clear(); sessionStorage.clear(); });
  await page.goto('about:blank');
  await page.setViewportSize(options.viewport ?? sizes.wide);
  await page.emulateMedia({ media: null, colorScheme: options.colorScheme ?? 'light', reducedMotion: options.reducedMotion ?? 'no-preference' });
  const key = JSON.stringify(options);
  idle.set(key, [...idle.get(key) ?? [], opened]);
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
  const opened = open.get(page);
  if (opened) opened.altered = true;
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
  await notAt(page, ['page']);
  await page.evaluate(() => document.fonts.ready.then(() => {}));
  await notAt(page, ['outlines', 'settlements', 'events', 'drawing']);
}

/**
 * Waits until the page is at none of these, of which data-busy says what they are, and nothing that has just come has it begin anew:
 * what changes the size of a card is known in the next frame.
 * @param {Page} page
 * @param {string[]} names
 */
export async function notAt(page, names) {
  await page.waitForFunction(async (all) => {
    const isAt = () => (document.documentElement.dataset.busy?.split(' ') ?? []).some((name) => all.includes(name));
    for (let frame = 0; frame < 3; frame++) {
      if (isAt()) return false;
      await new Promise(requestAnimationFrame);
    }
    return true;
  }, names);
}
