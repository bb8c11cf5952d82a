import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPage, sizes, startServer } from './harness.js';
import { lazily } from './run.js';
import { assertAlike, seen } from './seen.js';

/** @typedef {import('playwright-core').Page} Page */

/** Two boxes on the border, one of them reaching out of the oblasts, and a side of no layer. */
const regions = {
  type: 'FeatureCollection',
  features: [
    box([34.9, 50.9, 35.7, 51.4], { id: 'sudzha-raion', name: 'Sudzha Raion' }),
    box([34.5, 51.2, 35.1, 51.6], { id: 'korenevo-raion', name: 'Korenevo' }),
    box([34, 51.2, 35.1, 52], { id: 'north', name: 'North', kind: 'side', party: 'ru' }),
  ],
};
const withRegions = lazily(() => startServer([{ args: ['--kind', 'reference'], geojson: regions }]));
const sudzhaLon = 35.271;
const day = '?layer=kursk-sumy&day=2024-08-20&lang=en';

/** @param {[number, number, number, number]} bound [w, s, e, n] @param {object} properties */
function box([w, s, e, n], properties) {
  const ring = [[w, s], [e, s], [e, n], [w, n], [w, s]];
  return { type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [ring] } };
}

/** What the land of the map is drawn of. @param {Page} page */
const land = (page) => page.locator('.region').evaluateAll((paths) => paths.map((path) => path.getAttribute('d')));

/** @param {Page} page @param {string} selector @param {string} property */
const styleOf = (page, selector, property) => (
  page.locator(selector).first().evaluate((node, name) => getComputedStyle(node).getPropertyValue(name), property));

for (const [name, viewport] of Object.entries(sizes)) {
  test(`regions that were imported leave land and names as they are: ${name}`, async () => {
    const plain = await openPage(day, { viewport });
    const { page, close } = await openPage(day, { viewport, server: await withRegions() });
    assertAlike(await seen(page), await seen(plain.page));
    assert.deepEqual(await land(page), await land(plain.page));
    assert.equal(await page.locator('.outline').count(), 0);
    await plain.close();
    await close();
  });

  test(`a link to a measured region shows where it lies, not louder than the border: ${name}`, async () => {
    const zoom = 9.3;
    const { page, close } = await openPage(`${day}&region=sudzha-raion#map=${zoom}/51.19/35.27`, { viewport, server: await withRegions() });
    const outline = await page.locator('.outline').boundingBox();
    const sudzha = await page.locator('.settlement', { hasText: 'Sudzha' }).locator('circle').boundingBox();
    assert.ok(outline && sudzha && outline.y < sudzha.y && sudzha.y < outline.y + outline.height, 'Sudzha lies in it');
    const toWest = sudzha.x + sudzha.width / 2 - outline.x;
    const degree = (256 * 2 ** zoom) / 360;
    assert.ok(Math.abs(toWest - (sudzhaLon - 34.9) * degree) < 2, `its western edge is ${toWest} px from Sudzha`);
    assert.equal(await styleOf(page, '.outline', 'stroke-dasharray'), '6px, 3px, 1.5px, 3px');
    assert.equal(await styleOf(page, '.outline', 'stroke'), await styleOf(page, 'body', 'color'));
    assert.ok(parseFloat(await styleOf(page, '.outline', 'stroke-width')) < parseFloat(await styleOf(page, '.border-line', 'stroke-width')));
    await close();
  });
}

test('the outline follows what is measured', async () => {
  const { page, close } = await openPage(`${day}&region=sudzha-raion`, { server: await withRegions() });
  const menu = page.getByRole('combobox', { name: 'Measure' });
  const path = () => page.locator('.outline').getAttribute('d');
  const before = await path();
  assert.ok((await seen(page)).names.includes('KURSK OBLAST'));
  await menu.selectOption('kursk');
  assert.notEqual(await path(), before);
  for (const none of ['view', '']) {
    await menu.selectOption(none);
    assert.equal(await page.locator('.outline').count(), 0);
  }
  await close();
});

test('the menu has every region, and a link opens it at one', async () => {
  const { page, close } = await openPage(day, { server: await withRegions() });
  const menu = page.getByRole('combobox', { name: 'Measure' });
  const named = ['All mapped ground', 'Kursk Oblast', 'Sumy Oblast', 'Russian territory', 'Ukrainian territory', 'Sudzha Raion', 'Korenevo', 'North', 'What is in view', 'Draw an area …'];
  assert.deepEqual((await menu.locator('option').allTextContents()).sort(), named.sort());
  await page.goto(`/${day}&region=russian-territory`);
  await page.locator('.regions-chosen', { hasText: 'Russian territory' }).waitFor();
  assert.equal(await menu.inputValue(), 'russian-territory');
  await page.locator('.outline').waitFor({ state: 'attached' });
  await close();
});

test('the ground of what is no land is fetched when it is chosen, and a region out of view is gone to before that', async () => {
  /** @type {string[]} */
  const asked = [];
  const { page, close } = await openPage(`${day}#map=11/51.73/36.19`, {
    server: await withRegions(),
    before: async (context) => context.on('request', (request) => asked.push(new URL(request.url()).pathname)),
  });
  const menu = page.getByRole('combobox', { name: 'Measure' });
  const outline = page.locator('.outline');
  const fetched = () => asked.filter((path) => path.includes('/regions'));
  await menu.selectOption('kursk');
  await outline.waitFor({ state: 'attached' });
  assert.deepEqual(fetched(), []);
  await menu.selectOption('sudzha-raion');
  await page.waitForURL(/map=[^&]*\/51\.[012]\d*\/3[45]\./);
  await outline.waitFor({ state: 'visible' });
  await menu.selectOption('');
  await menu.selectOption('sudzha-raion');
  await outline.waitFor({ state: 'visible' });
  assert.deepEqual(fetched(), ['/api/v1/regions/sudzha-raion']);
  await close();
});
