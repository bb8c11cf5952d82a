import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { assertAccessible } from './accessible.js';
import { openPage } from './harness.js';

/** @typedef {import('playwright-core').Page} Page */

const day = '?layer=kursk-sumy&day=2024-08-31&lang=en';

/** @param {Page} page */
const areaOf = (page) => new URL(page.url()).searchParams.get('area') ?? '';

/** @param {Page} page @param {number} count */
const waitForCorners = (page, count) => page.waitForFunction((wanted) => document.querySelectorAll('.measure-corners li').length === wanted, count);

/** @param {Page} page */
async function measure(page) {
  await page.getByRole('button', { name: 'Measure on the map' }).click();
  await page.locator('.card-measure').waitFor();
}

/** @param {Page} page @param {string[]} corners */
async function type(page, corners) {
  const field = page.getByLabel('Corner by its coordinates');
  const before = await page.locator('.measure-corners li').count();
  for (const [i, corner] of corners.entries()) {
    await field.fill(corner);
    await field.press('Enter');
    await waitForCorners(page, before + i + 1);
  }
}

test('an area whose corners are typed is measured by the server, kept in the address, changed, refused and removed', async () => {
  const { page, close } = await openPage(day);
  await page.getByRole('combobox', { name: 'Measure' }).selectOption({ label: 'Draw an area …' });
  const field = page.getByLabel('Corner by its coordinates');
  await field.fill('north of Sudzha');
  await field.press('Enter');
  assert.match(await page.getByRole('alert').textContent() ?? '', /no coordinates: write latitude and longitude/);
  await type(page, ['51 35', '51.3 35', '51.3 35.5', '51 35.5']);
  const answered = page.waitForResponse((response) => response.request().method() === 'POST' && !response.url().includes('region='));
  await page.getByRole('button', { name: 'Finish' }).click();
  const { results, permalink } = await (await answered).json();
  const ua = results.find((/** @type {{datetime: string}} */ { datetime }) => datetime.startsWith('2024-08-29')).areas[0].area_km2;
  await page.locator('.regions-chosen', { hasText: 'Drawn area' }).waitFor();
  await page.locator('.panel[aria-busy="false"]').waitFor();
  assert.equal(await page.locator('.panel [data-status="ua"] b').first().textContent(), String(Math.round(ua / 10) * 10));
  // The sides of the box are meridians, but a geodesic from east to west bends north of its parallel.
  const text = await page.locator('.measure-numbers').textContent();
  assert.match(text ?? '', /^1,170 km²Perimeter 137\skm/);
  await page.waitForFunction(() => new URL(location.href).searchParams.has('area'));
  assert.equal(areaOf(page), '35,51,35,51.3,35.5,51.3,35.5,51');
  await assertAccessible(page);

  await page.locator('.panel .cite summary').click();
  assert.equal(await page.locator('.panel .cite a').getAttribute('href'), permalink);
  const [table] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download as CSV' }).click()]);
  const lines = (await readFile(await table.path(), 'utf8')).trim().split('\n');
  assert.match(lines[0], /^datetime,snapshot_valid_at,region,status,party,area_km2/);
  assert.equal(lines.length, 1 + results.length * 3);

  await page.goto(`/${day}&area=35,51,35.5,51.3,35.5,51,35,51.3`);
  await page.locator('.outline').waitFor({ state: 'attached' });
  const refused = 'This area cannot be measured: the outline crosses itself at 51.150° N 35.250° E.';
  await page.locator('.panel .note', { hasText: refused }).waitFor();
  assert.equal(await page.getByRole('button', { name: 'Try again' }).count(), 0, 'it can never succeed');
  await measure(page);
  await page.locator('.measure-numbers', { hasText: refused }).waitFor();
  assert.equal(await page.locator('.panel .note', { hasText: refused }).count(), 0, 'it is said once');
  await page.getByRole('button', { name: 'Remove the corner 51.300° N 35.500° E' }).click();
  await page.locator('.measure-numbers', { hasText: 'Perimeter' }).waitFor();
  await page.getByRole('button', { name: 'Remove the area' }).click();
  await page.locator('.regions-chosen', { hasText: 'All mapped ground' }).waitFor();
  await page.waitForFunction(() => !new URL(location.href).searchParams.has('area'));
  await close();
});

test('corners are taken back by keyboard, and the focus stays where the next one is', async () => {
  const { page, close } = await openPage(day);
  await measure(page);
  await page.getByRole('button', { name: 'Area', exact: true }).click();
  await type(page, ['51 35', '51.3 35', '51.3 35.5', '51 35.5', '51 35.2']);
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent);
  await page.getByRole('button', { name: 'Undo last corner' }).focus();
  for (const left of [4, 3]) {
    await page.keyboard.press('Enter');
    await waitForCorners(page, left);
    assert.equal(await focused(), 'Undo last corner');
  }
  await page.getByRole('button', { name: 'Remove the corner 51.000° N 35.000° E' }).focus();
  for (const next of ['Remove the corner 51.300° N 35.000° E', 'Remove the corner 51.300° N 35.500° E']) {
    await page.keyboard.press('Enter');
    assert.equal(await focused(), next);
  }
  await page.keyboard.press('Enter');
  await waitForCorners(page, 0);
  assert.ok(await page.evaluate(() => document.activeElement?.matches('.card-measure')), 'without corners the card has the focus');
  await close();
});

test('an area is drawn by mouse over zones and ground alike, and its corners are dragged', async () => {
  const { page, close } = await openPage(day);
  await measure(page);
  await page.getByRole('button', { name: 'Area', exact: true }).click();
  await page.locator('.leaflet-container[style*="crosshair"]').waitFor();
  for (const [i, [x, y]] of [[700, 150], [900, 150], [900, 350], [720, 400]].entries()) {
    await page.mouse.click(x, y);
    await waitForCorners(page, i + 1);
  }
  assert.match(await page.locator('.measure-tip').textContent() ?? '', /^1,\d{3} km²$|^\d{3} km²$/);
  await page.mouse.click(701, 151);
  await page.waitForFunction(() => new URL(location.href).searchParams.has('area'));
  const before = areaOf(page).split(',').map(Number);
  assert.equal(before.length, 8);
  await page.mouse.move(900, 350);
  await page.mouse.down();
  await page.mouse.move(930, 380, { steps: 3 });
  await page.mouse.move(950, 420, { steps: 3 });
  await page.mouse.up();
  await page.waitForFunction((old) => new URL(location.href).searchParams.get('area') !== old, areaOf(page));
  const after = areaOf(page).split(',').map(Number);
  assert.equal(after.filter((value, i) => value !== before[i]).length, 2, 'one corner moved');
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('.card-measure').isVisible(), false);
  assert.equal(await page.locator('.outline').count(), 1);
  await page.mouse.click(800, 250);
  await page.locator('.card-place').waitFor();
  await close();
});

test('corners that are clicked before the tool has come are kept', async () => {
  const { page, close } = await openPage(day);
  /** @type {() => void} */
  let come = () => {};
  const coming = new Promise((resolve) => { come = () => resolve(null); });
  await page.route('**/assets/sketch-*.js', async (route) => {
    await coming;
    await route.continue();
  });
  await page.getByRole('combobox', { name: 'Measure' }).selectOption({ label: 'Draw an area …' });
  for (const [i, [x, y]] of [[700, 300], [900, 300], [900, 450]].entries()) {
    await page.mouse.click(x, y);
    await waitForCorners(page, i + 1);
  }
  come();
  await page.locator('.leaflet-container[style*="crosshair"]').waitFor();
  await page.mouse.click(700, 450);
  await waitForCorners(page, 4);
  await page.getByRole('button', { name: 'Finish' }).click();
  await page.waitForFunction(() => new URL(location.href).searchParams.has('area'));
  assert.equal(areaOf(page).split(',').length, 8);
  await close();
});

test('a line is drawn by keyboard and by touch, and is gone with its card', async () => {
  const { page, close } = await openPage(day, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  await page.locator('.tools-menu').tap();
  await page.locator('.measure-open').tap();
  await page.locator('.leaflet-container[style*="crosshair"]').waitFor();
  await page.touchscreen.tap(120, 150);
  await waitForCorners(page, 1);
  await page.touchscreen.tap(250, 150);
  await waitForCorners(page, 2);
  await page.locator('#map').focus();
  await page.keyboard.press('Enter');
  await waitForCorners(page, 3);
  await page.keyboard.press('Backspace');
  await waitForCorners(page, 2);
  await page.locator('.measure-numbers', { hasText: /\d/ }).waitFor();
  const [length] = /\d+/.exec(await page.locator('.measure-numbers').textContent() ?? '') ?? [];
  assert.equal(await page.locator('.measure-tip').last().textContent(), `${length}\u00a0km`);
  await page.getByRole('button', { name: 'Finish' }).tap();
  await page.getByRole('button', { name: 'Remove the line' }).waitFor();
  await assertAccessible(page);
  await page.locator('.card-measure .card-head .card-close').tap();
  await page.waitForFunction(() => !document.querySelector('.measure-tip'));
  assert.equal(new URL(page.url()).searchParams.has('area'), false);
  await close();
});
