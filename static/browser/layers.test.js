import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible } from './accessible.js';
import { openPage, sizes, startServer } from './harness.js';
import { lazily } from './run.js';

/** @typedef {import('playwright-core').Page} Page */

/** Squares about Sudzha: held by Russia what others say is held by Ukraine, and one far from the border. */
const squares = {
  type: 'FeatureCollection',
  features: [square('ru', [35.1, 51.1, 35.3, 51.3]), square('ua', [34.8, 51.3, 35, 51.4]), square('grey', [33, 49.5, 33.5, 49.8])],
};
const second = ['--title', 'Squares', '--source', 'Drawers', '--attribution', 'Hand-made', '--licence', 'CC0-1.0'];
const sides = ['--sides', 'russian-territory=ru,ukrainian-territory=ua'];
const server = lazily(() => startServer([
  { args: ['--layer', 'squares', '--datetime', '2024-08-18', ...second, ...sides], geojson: squares },
  { args: ['--layer', 'closed', '--datetime', '2024-08-19', '--title', 'Closed', '--licence', 'All rights reserved', '--no-redistributable'], geojson: squares },
]));

/** @param {string} status @param {[number, number, number, number]} bound [w, s, e, n] */
function square(status, [w, s, e, n]) {
  const ring = [[w, s], [e, s], [e, n], [w, n], [w, s]];
  return { type: 'Feature', properties: { status }, geometry: { type: 'Polygon', coordinates: [ring] } };
}

/** @param {Page} page @param {string} selector */
const lines = async (page, selector) => (await page.locator(selector).innerText()).split(/[\n\t]+/).map((line) => line.trim()).filter(Boolean);

/** Waits until the two layers are held against each other. @param {Page} page */
const compared = (page) => page.locator('.accord-numbers[aria-busy="false"] .accord-sums').waitFor();

test('two layers are shown against each other on one day', async () => {
  const { page, close } = await openPage('?with=squares&day=2024-08-20&lang=en', { server: await server() });
  await compared(page);
  const asked = await page.request.get('/api/v1/agreement?layer=kursk-sumy&with=squares&datetime=2024-08-20');
  const { pairs, settlements, disagree_km2: km2 } = await asked.json();
  assert.ok(km2 > 100 && settlements.length > 0 && pairs.length > 3, 'there is something to see');

  assert.deepEqual((await lines(page, '.accord-maps')).slice(-2), ['Kursk – Sumy border: map of this day', 'Squares: map of 18 Aug 2024, 2 days earlier']);
  const sums = await lines(page, '.accord-sums');
  assert.equal(sums[3], `${Math.round(km2 / 10) * 10} km²`.replace(/\B(?=(\d{3})+ )/, ','));
  const [largest] = pairs.filter((/** @type {{kind: string}} */ { kind }) => kind === 'disagree');
  assert.equal(await page.locator('.accord-pairs tbody tr').first().locator('td').last().innerText(), String(Math.round(largest.area_km2 / 10) * 10));
  assert.match(await page.locator('.attribution').innerText(), /^approximate ±2–3 km; Squares: accuracy not stated.*Hand-made.*ODbL.*CC0-1\.0/);
  // What the other says is told by stripes, what only one says by a dotted outline: not by colour alone.
  assert.ok(await page.locator('.striped[fill="url(#gz-ru-was)"]').count() > 0);
  assert.ok(await page.locator('.striped[fill="url(#gz--was)"]').count() > 0, 'the rear has stripes too');
  assert.equal(await page.locator('.unsaid').count(), 1, 'the far square, of which the first layer says nothing');
  assert.equal(await page.locator('.accord-numbers a[download]').count(), 1);
  await assertAccessible(page);

  // The first layer moves at once; what was held against the map before is gone until the answer has come.
  /** @type {(() => Promise<void>)[]} */
  const held = [];
  const stop = await page.getByRole('button', { name: 'Stop showing' }).elementHandle();
  await page.route('**/api/v1/agreement?*', (route) => { held.push(() => route.continue()); });
  await page.keyboard.press('Escape');
  await page.getByRole('slider', { name: 'Day' }).press('ArrowRight');
  await page.locator('#map[data-day="2024-08-21"]').waitFor();
  assert.equal(await page.locator('.striped').count(), 0);
  assert.equal(await page.locator('.accord-numbers').getAttribute('aria-busy'), 'true');
  while (held.length === 0) await page.evaluate(() => new Promise(requestAnimationFrame));
  await held[0]();
  await page.unroute('**/api/v1/agreement?*');
  await compared(page);
  assert.ok(await page.locator('.striped').count() > 0);
  assert.ok(await stop?.evaluate((node) => node.isConnected), 'what is pressed as the answer comes is not lost');

  await page.route('**/api/v1/agreement?*', (route) => route.fulfill({ status: 500, json: { title: 'broken', status: 500 } }));
  await page.getByRole('combobox', { name: 'Measure' }).selectOption('kursk');
  const retry = page.getByRole('button', { name: 'Try again' });
  await retry.waitFor();
  await page.unroute('**/api/v1/agreement?*');
  await retry.click();
  await compared(page);
  assert.notDeepEqual(await lines(page, '.accord-sums'), sums);

  await page.locator('.panel-accord .change-place').first().click();
  await page.waitForURL(/[?&]place=/);
  await page.locator('.card-place').waitFor();
  await close();
});

test('the card says who made each layer, and chooses what is shown', async () => {
  const { page, close } = await openPage('?day=2024-08-20&lang=en', { server: await server() });
  await page.getByRole('button', { name: 'Layers' }).click();
  const card = page.getByRole('region', { name: 'Layers' });
  const entry = (/** @type {string} */ name) => card.locator('.layers-entry', { hasText: name });
  assert.deepEqual(await lines(page, '.layers-entry:has-text("Squares")'), [
    'Squares', 'accuracy not stated · 1 map, 18 Aug 2024', 'Source: Drawers, Hand-made', 'Licence: CC0-1.0',
  ]);
  assert.match(await entry('Closed').innerText(), /Who made this layer is not stated[^]*not offered to download/);
  assert.equal(await card.locator('.layers-downloads a').count(), 3);
  for (const link of await card.locator('.layers-downloads a').all()) {
    assert.equal((await page.request.get(await link.getAttribute('href') ?? '')).status(), 200);
  }

  await card.getByRole('combobox', { name: 'Show against' }).selectOption('squares');
  await compared(page);
  await assertAccessible(page);
  await entry('Squares').getByRole('radio').check();
  assert.equal(await page.getByRole('combobox', { name: 'Choose the map layer' }).inputValue(), 'squares');
  await page.locator('.panel-accord h2', { hasText: 'Shown against Kursk – Sumy border' }).waitFor();
  await page.waitForURL(/layer=squares.*with=kursk-sumy/);
  await page.getByRole('button', { name: 'Stop showing' }).click();
  assert.equal(await page.locator('.panel-accord').isVisible(), false);
  await entry('Closed').getByRole('radio').check();
  await page.locator('#map[data-day="2024-08-19"]').waitFor();
  assert.equal(await card.locator('.layers-downloads a').count(), 0);

  // The page itself may draw what may not be passed on.
  await card.getByRole('combobox', { name: 'Show against' }).selectOption('squares');
  await compared(page);
  await page.getByRole('button', { name: 'Stop showing' }).press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'SELECT', 'the focus goes on to what stands before');
  await entry('Kursk').getByRole('radio').check();
  await page.locator('.timeline-claim').first().waitFor({ state: 'attached' });
  /** @type {[string, string][]} what a tick box takes away */
  const drawn = [['State border', '.border-line'], ['Regions and their names', '.region, .area-name, .country-name'],
    ['Settlements', '.labels .settlement'], ['Reports and published claims', '.timeline-reports:not([d=""]), .timeline-claim']];
  for (const [name, selector] of drawn) {
    assert.ok(await page.locator(selector).count() > 0, `${selector} is there`);
    await card.getByRole('checkbox', { name }).uncheck();
    await page.waitForFunction((one) => document.querySelectorAll(one).length === 0, selector);
  }
  assert.equal(await card.getByRole('checkbox', { name: 'Base map' }).count(), 0);
  await page.waitForURL(/hide=border,regions,settlements,events/);
  await card.getByRole('checkbox', { name: 'State border' }).check();
  await page.locator('.border-line').first().waitFor({ state: 'attached' });
  await close();
});

test('on a phone, in the dark, in Ukrainian, a layer that is not there is named and another can be chosen', async () => {
  const { page, close } = await openPage('?with=nowhere&day=2024-08-10&lang=uk', { server: await server(), viewport: sizes.phone, colorScheme: 'dark', hasTouch: true });
  assert.match(await page.locator('.panel .note').innerText(), /«nowhere»/);
  await page.getByRole('button', { name: 'Меню' }).tap();
  await page.getByRole('button', { name: 'Шари' }).tap();
  await page.getByRole('combobox', { name: 'Зіставити з' }).selectOption('squares');
  assert.equal(await page.locator('.panel-age .note', { hasText: 'nowhere' }).count(), 0);
  await assertAccessible(page);
  await page.keyboard.press('Escape');
  await page.locator('.sheet-grabber').press('End');
  assert.match(await page.locator('.accord-maps').innerText(), /Squares не має мапи на цей день: літопис починається 18 серп 2024/);
  await assertAccessible(page);
  await close();
});

test('where two days are looked at, the second layer waits, and says so', async () => {
  const { page, close } = await openPage('?with=squares&mode=swipe&day=2024-08-20&lang=en', { server: await server() });
  assert.equal(await page.locator('.accord-maps p').innerText(), 'Two layers are held against each other on one day: choose Day.');
  assert.equal(await page.locator('.striped').count(), 0);
  await page.getByRole('button', { name: 'Day', exact: true }).click();
  await compared(page);
  await close();
});
