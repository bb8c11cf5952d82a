import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { baseFile } from './basefile.js';
import { openPage, startServer } from './harness.js';
import { folder } from './run.js';

/** @typedef {import('playwright-core').Page} Page */

/** Of zoom 6, with all that the default layer shows. */
const tile = { z: 6, x: 38, y: 21 };
const file = baseFile(tile, [
  { layer: 'earth', kind: 'earth', type: 3, points: [[0, 0], [4096, 0], [4096, 4096], [0, 4096]] },
  { layer: 'water', kind: 'lake', type: 3, points: [[0, 0], [4096, 0], [4096, 1800], [0, 1800]] },
  { layer: 'places', kind: 'locality', type: 3, points: [[0, 0], [4096, 0], [4096, 4096]] },
]);

/** The colours of the base that are painted, each once. @param {Page} page */
const painted = (page) => page.evaluate(() => {
  const seen = new Set();
  for (const canvas of document.querySelectorAll('canvas.leaflet-tile')) {
    const context = /** @type {HTMLCanvasElement} */ (canvas).getContext('2d');
    const { data } = context?.getImageData(0, 0, 256, 256) ?? { data: [] };
    for (let i = 0; i < data.length; i += 4 * 97) if (data[i + 3] === 255) seen.add(`${data[i]} ${data[i + 1]} ${data[i + 2]}`);
  }
  return [...seen].sort();
});

/** What tokens.css has for land and water. @param {Page} page */
const expected = (page) => page.evaluate(() => ['land', 'water'].map((token) => {
  const hex = getComputedStyle(document.documentElement).getPropertyValue(`--gz-${token}`).trim();
  return [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16)).join(' ');
}).sort());

/** Waits until the base is in the colours of the theme shown. @param {Page} page */
async function waitForColours(page) {
  const wanted = (await expected(page)).join();
  for (let i = 0; i < 100 && (await painted(page)).join() !== wanted; i++) await page.evaluate(() => new Promise(requestAnimationFrame));
  assert.equal((await painted(page)).join(), wanted);
}

test('a PMTiles file is painted below the zones in the colours of the page, which follow the theme at once', async () => {
  const path = join(await folder(), 'base.pmtiles');
  await writeFile(path, file);
  const server = await startServer([], ['--pmtiles', path, '--pmtiles-attribution', '© Base makers']);
  /** @type {(string | undefined)[]} */
  const ranges = [];
  const { page, close } = await openPage('?lang=en&theme=light&day=2024-08-31', {
    server,
    before: async (context) => context.on('request', (request) => {
      if (request.url().includes('pmtiles')) ranges.push(request.headers().range);
    }),
  });
  await page.locator('canvas.leaflet-tile').first().waitFor({ state: 'attached' });
  await waitForColours(page);
  assert.ok(ranges.length > 0 && ranges.every((range) => range?.startsWith('bytes=')), 'only parts of the file are asked for');
  assert.match(await page.locator('.attribution').innerText(), /© Base makers/);
  assert.equal(await page.locator('.region').first().evaluate((node) => getComputedStyle(node).fill), 'none');
  const order = await page.evaluate(() => ['.leaflet-tile-pane', '.leaflet-zones-pane'].map((pane) => (
    Number(getComputedStyle(/** @type {Element} */ (document.querySelector(pane))).zIndex))));
  assert.ok(order[0] < order[1], 'the base lies below the zones');
  await page.getByRole('combobox', { name: 'Colours' }).selectOption('dark');
  await waitForColours(page);
  await page.getByRole('combobox', { name: 'Colours' }).selectOption('');
  await page.emulateMedia({ colorScheme: 'dark' });
  await waitForColours(page);
  await page.emulateMedia({ colorScheme: 'light' });
  await waitForColours(page);
  await close();
  await server.stop();
});

/**
 * Has the page come with other settings than the server's own.
 * @param {import('playwright-core').BrowserContext} context
 * @param {object} settings
 */
const offer = (context, settings) => context.route(({ pathname }) => pathname === '/', async (route) => {
  const response = await route.fetch();
  const body = (await response.text()).replace(/"settings":{[^}]*}/, `"settings":${JSON.stringify({ tiles: null, pmtiles: null, ...settings })}`);
  await route.fulfill({ response, body });
});

test('raster tiles are turned dark with the page, and a base that cannot be had changes nothing', async () => {
  const { page, close } = await openPage('?lang=en&theme=dark', {
    before: async (context) => {
      await offer(context, { tiles: { url: '/tiles/{z}/{x}/{y}.png', attribution: '© Tile makers' } });
      await context.route('**/tiles/**', (route) => route.fulfill({ contentType: 'image/svg+xml', body: '<svg xmlns="http://www.w3.org/2000/svg"/>' }));
    },
  });
  await page.locator('img.leaflet-tile').first().waitFor({ state: 'attached' });
  const filter = () => page.locator('.leaflet-tile-pane').evaluate((node) => getComputedStyle(node).filter);
  assert.match(await filter(), /^invert\(1\)/);
  await page.getByRole('combobox', { name: 'Colours' }).selectOption('light');
  assert.equal(await filter(), 'none');
  await offer(page.context(), { pmtiles: { url: '/none.pmtiles', attribution: '' } });
  const told = page.waitForEvent('console', (message) => message.text().includes('none.pmtiles cannot be read'));
  await page.reload();
  await told;
  assert.notEqual(await page.locator('.region').first().evaluate((node) => getComputedStyle(node).fill), 'none');
  await close();
});

test('what is built in goes with its licences', async () => {
  const { page, close } = await openPage('');
  const text = await (await page.request.get('/licences.txt')).text();
  for (const line of ['leaflet 1.9.4: BSD-2-Clause', 'SIL OPEN FONT LICENSE', 'Mozilla Public License']) assert.ok(text.includes(line), line);
  await close();
});
