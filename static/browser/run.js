import { spawn, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';

/**
 * What it takes to see the page run: the real server, with a database of its own, and one real Chromium.
 *
 * @typedef {{url: string, stop: () => Promise<void>}} Server
 * @typedef {{path: string, token: string}} Prepared the token is an editor's
 */

export const repository = join(import.meta.dirname, '..', '..');
const flags = [
  '--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
  // Letters look alike whatever the machine makes of its fonts.
  '--font-render-hinting=none', '--disable-font-subpixel-positioning',
];

/** @type {(() => Promise<unknown>)[]} what is to be ended after the last test, the latest first */
const endings = [];

/** Ends whatever was started here. */
export async function endAll() {
  for (const end of endings.splice(0).reverse()) await end();
}

/** A folder that is gone afterwards. */
export const folder = lazily(async () => {
  const made = await mkdtemp(join(tmpdir(), 'greyzone-'));
  endings.push(() => rm(made, { recursive: true, force: true }));
  return made;
});
/** The program, built if GREYZONE_BIN does not name it. */
export const binary = lazily(async () => process.env.GREYZONE_BIN || build());
/** A database for every server to have a copy of; GREYZONE_PREPARED is one that another process has made. */
export const prepared = lazily(async () => /** @type {Prepared} */ (process.env.GREYZONE_PREPARED ? JSON.parse(process.env.GREYZONE_PREPARED) : await prepare()));
/** The Chromium that all share. */
export const browser = lazily(startBrowser);
/** One for tests: none of their pages lives long enough for what it costs to optimize its code. */
export const hastyBrowser = lazily(() => startBrowser('--js-flags=--no-opt --no-maglev'));
let databases = 0;

/**
 * Makes something when it is first asked for.
 * @template T
 * @param {() => Promise<T>} make
 * @returns {() => Promise<T>}
 */
export function lazily(make) {
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
 * Makes a database with the default data set. What the page asks for has been measured in it, which is kept there and would
 * else be measured anew for each.
 * @returns {Promise<Prepared>}
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
 * @param {{args: string[], geojson: object}[]} [imports] what an operator imports before, with the flags of each
 * @param {string[]} [flags] of serve
 * @returns {Promise<Server>}
 */
export async function startServer(imports = [], flags = []) {
  const path = join(await folder(), `${++databases}.db`);
  await copyFile((await prepared()).path, path);
  for (const { args, geojson } of imports) {
    await writeFile(`${path}.geojson`, JSON.stringify(geojson));
    execFileSync(await binary(), ['import', '--db', path, ...args, `${path}.geojson`], { stdio: 'pipe' });
  }
  return serve(path, flags);
}

/** An editor's token, good for every server. */
export async function editorToken() {
  return (await prepared()).token;
}

/**
 * Starts a server at a free port.
 * @param {string} path of the database
 * @param {string[]} [set] flags
 * @returns {Promise<Server & {token: string}>}
 */
export async function serve(path, set = []) {
  const child = spawn(await binary(), ['serve', '--db', path, '--addr', '127.0.0.1:0', ...set], { stdio: ['ignore', 'pipe', 'pipe'] });
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

/** Starts the Chromium that CHROMIUM names, that is on PATH, or that Playwright has. @param {...string} more flags */
async function startBrowser(...more) {
  const started = await chromium.launch({ executablePath: chromiumPath(), args: [...flags, ...more] });
  endings.push(() => started.close());
  return started;
}

/**
 * The Chromium that is used; undefined leaves the choice to whoever starts it. The headless shell does the same on half of the
 * processor's time.
 */
export function chromiumPath() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const folders = (process.env.PATH ?? '').split(delimiter);
  const names = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find((path) => existsSync(path));
}
