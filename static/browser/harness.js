import { spawn, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { after } from 'node:test';
import { chromium } from 'playwright-core';

/**
 * What browser tests share: one real Chromium, and the real server. A page is opened in a context of its own, on the
 * server that nothing is written to, or on one with a database of its own.
 *
 * @typedef {import('playwright-core').Page} Page
 * @typedef {import('playwright-core').BrowserContextOptions} Options
 * @typedef {{url: string, stop: () => Promise<void>}} Server
 */

const repository = join(import.meta.dirname, '..', '..');
const flags = [
  '--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];

/** Where the size of a desktop and of a phone are taken from. */
export const sizes = { wide: { width: 1440, height: 900 }, phone: { width: 360, height: 740 } };

/** @type {(() => Promise<unknown>)[]} what is to be ended after the last test, the latest first */
const endings = [];
after(async () => {
  for (const end of endings.reverse()) await end();
});

const folder = lazily(async () => {
  const made = await mkdtemp(join(tmpdir(), 'greyzone-'));
  endings.push(() => rm(made, { recursive: true, force: true }));
  return made;
});
const binary = lazily(async () => process.env.GREYZONE_BIN || build());
const prepared = lazily(prepare);
const untouched = lazily(startServer);
const browser = lazily(startBrowser);
let databases = 0;

/**
 * Makes something when it is first asked for.
 * @template T
 * @param {() => Promise<T>} make
 * @returns {() => Promise<T>}
 */
function lazily(make) {
  /** @type {Promise<T> | undefined} */
  let made;
  return () => made ??= make();
}

/** GREYZONE_BIN names a built binary; without it one is built, for which dist/ must be there. */
async function build() {
  const built = join(await folder(), 'greyzone');
  execFileSync('go', ['build', '-o', built, './server'], { cwd: repository, stdio: 'inherit' });
  return built;
}

/**
 * A database with the default data set, for every server to have a copy of. What the page asks for has been measured in
 * it, which is kept there and would else be measured anew for each.
 * @returns {Promise<{path: string, token: string}>} the token is an editor's
 */
async function prepare() {
  const path = join(await folder(), 'prepared.db');
  const { url, token, stop } = await serve(path);
  for (const region of ['', '&region=russian-territory', '&region=ukrainian-territory']) {
    await fetch(`${url}/api/v1/area-controlled?layer=kursk-sumy&datetime=../..${region}`);
  }
  await stop();
  return { path, token };
}

/**
 * Starts a server at a free port on a database of its own, with the default data set in it.
 * @returns {Promise<Server>}
 */
export async function startServer() {
  const path = join(await folder(), `${++databases}.db`);
  await copyFile((await prepared()).path, path);
  return serve(path);
}

/** An editor's token, good for every server. */
export async function editorToken() {
  return (await prepared()).token;
}

/**
 * @param {string} path of the database
 * @returns {Promise<Server & {token: string}>}
 */
async function serve(path) {
  const child = spawn(await binary(), ['serve', '--db', path, '--addr', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'pipe'] });
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill();
    await once(child, 'exit');
  };
  endings.push(stop);
  return { ...(await announced(child)), stop };
}

/**
 * Waits for the URL that the server prints; it prints the token before, if it has just made one.
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
async function startBrowser() {
  const started = await chromium.launch({ executablePath: chromiumPath(), args: flags });
  endings.push(() => started.close());
  return started;
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
 * @param {string} address query and fragment
 * @param {Options & {server?: Server}} [options] the server is one that nothing is written to if none is given
 * @returns {Promise<{page: Page, close: () => Promise<void>}>}
 */
export async function openPage(address, { server, ...options } = {}) {
  const { url } = server ?? await untouched();
  const context = await (await browser()).newContext({ baseURL: url, viewport: sizes.wide, locale: 'en-GB', ...options });
  /** @type {Error[]} */
  const errors = [];
  context.on('weberror', (error) => errors.push(error.error()));
  const page = await context.newPage();
  await page.goto(`/${address}`);
  await waitForMap(page);
  const close = async () => {
    await context.close();
    if (errors.length > 0) throw errors[0];
  };
  return { page, close };
}

/**
 * Waits until the zones, the names of settlements and the numbers are drawn, and nothing more has come that would move
 * them.
 * @param {Page} page
 */
export async function waitForMap(page) {
  await page.locator('.map[data-snapshot]').waitFor({ state: 'attached' });
  await page.locator('.labels .settlement').first().waitFor({ state: 'attached' });
  await page.locator('.panel[aria-busy="false"]').waitFor({ state: 'attached' });
  await page.evaluate(async () => {
    await document.fonts.ready;
    // What was asked for is drawn in the next frame, and has been when the one after it begins.
    for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame);
  });
}
