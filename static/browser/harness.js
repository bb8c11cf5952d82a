import { spawn, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';

/**
 * What browser tests share: the real server on a database of its own, and a real Chromium.
 *
 * @typedef {import('playwright-core').Page} Page
 * @typedef {import('playwright-core').BrowserContextOptions} Options
 * @typedef {{url: string, token: string, stop: () => Promise<void>}} Server  token is an editor's
 */

const repository = join(import.meta.dirname, '..', '..');
const flags = [
  '--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];

/** Where the size of a desktop and of a phone are taken from. */
export const sizes = { wide: { width: 1440, height: 900 }, phone: { width: 360, height: 740 } };

/**
 * Starts the server at a free port on an empty database, and so with the default data set. GREYZONE_BIN names a built
 * binary; without it one is built, for which dist/ must be there.
 * @returns {Promise<Server>}
 */
export async function startServer() {
  const folder = await mkdtemp(join(tmpdir(), 'greyzone-'));
  const binary = process.env.GREYZONE_BIN || built(folder);
  const child = spawn(binary, ['serve', '--db', join(folder, 'g.db'), '--addr', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'pipe'] });
  const stop = async () => {
    if (child.exitCode === null) {
      child.kill();
      await once(child, 'exit');
    }
    await rm(folder, { recursive: true, force: true });
  };
  try {
    return { ...(await announced(child)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** @param {string} folder */
function built(folder) {
  const binary = join(folder, 'greyzone');
  execFileSync('go', ['build', '-o', binary, './server'], { cwd: repository, stdio: 'inherit' });
  return binary;
}

/**
 * Waits for the URL that the server prints; it prints the token before.
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<{url: string, token: string}>}
 */
async function announced(child) {
  let token = '';
  /** @type {string[]} */
  const said = [];
  return new Promise((resolve, reject) => {
    /** @param {string} line */
    const read = (line) => {
      said.push(line);
      token ||= /\bgz_[\w-]+/.exec(line)?.[0] ?? '';
      const url = /https?:\/\/[\w.:]+/.exec(line)?.[0];
      if (url) resolve({ url, token });
    };
    for (const stream of [child.stdout, child.stderr]) if (stream) createInterface(stream).on('line', read);
    child.on('exit', (code) => reject(new Error(`the server ended with ${code}: ${said.join('\n')}`)));
    child.on('error', reject);
  });
}

/** Starts the Chromium that CHROMIUM names, that is on PATH, or that Playwright has. */
export async function startBrowser() {
  return chromium.launch({ executablePath: chromiumPath(), args: flags });
}

function chromiumPath() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const folders = (process.env.PATH ?? '').split(delimiter);
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find((path) => existsSync(path));
}

/**
 * Opens the page in a context of its own and waits until the map of the day is drawn. What the page reports as an error
 * fails close.
 * @param {import('playwright-core').Browser} browser
 * @param {string} url
 * @param {Options} [options]
 * @returns {Promise<{page: Page, close: () => Promise<void>}>}
 */
export async function openPage(browser, url, options) {
  const context = await browser.newContext({ viewport: sizes.wide, locale: 'en-GB', ...options });
  /** @type {Error[]} */
  const errors = [];
  context.on('weberror', (error) => errors.push(error.error()));
  const page = await context.newPage();
  await page.goto(url);
  await waitForMap(page);
  const close = async () => {
    await context.close();
    if (errors.length > 0) throw errors[0];
  };
  return { page, close };
}

/** Waits until the zones and the names of settlements are drawn. @param {Page} page */
export async function waitForMap(page) {
  await page.locator('.map[data-snapshot]').waitFor({ state: 'attached' });
  await page.locator('.labels .settlement').first().waitFor({ state: 'attached' });
}
