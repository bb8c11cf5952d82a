import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible } from './accessible.js';
import { editorToken, goWithin, openPage, startServer, stopClock } from './harness.js';

/** @typedef {import('playwright-core').Page} Page */

/** @param {Page} page */
const flag = (page) => page.locator('.timeline-flag').last().textContent();
/** The labels of the axis, once what was asked for is drawn. @param {Page} page */
const labels = (page) => page.evaluate(async () => {
  await new Promise((drawn) => { requestAnimationFrame(() => requestAnimationFrame(drawn)); });
  return [...document.querySelectorAll('.timeline-drawing text:not(.timeline-km2, .timeline-half)')].map((text) => text.textContent);
});
/** Waits for the stretch that the address names. @param {Page} page @param {string | null} wanted */
const showsRange = (page, wanted) => page.waitForFunction((range) => new URL(location.href).searchParams.get('range') === range, wanted);
/** Waits until the address names another stretch. @param {Page} page @param {string | null} before */
async function nextRange(page, before) {
  await page.waitForFunction((range) => new URL(location.href).searchParams.get('range') !== range, before);
  return new URL(page.url()).searchParams.get('range') ?? '';
}

/** Where the chart lies, and a day on it. @param {Page} page */
async function chart(page) {
  const box = await page.locator('.timeline-surface').boundingBox();
  const line = await page.locator('.timeline-zero').boundingBox();
  assert.ok(box && line);
  return { left: line.x, width: line.width, top: box.y, row: box.y + 152, lane: box.y + 174 };
}

test('the chart is zoomed by wheel, drag, keys and buttons, and its marks can be read', async () => {
  const { page, close } = await openPage('?lang=en&day=2024-08-31&range=2024-08-20/2024-09-08');
  await page.locator('.timeline-event').first().waitFor({ state: 'attached' });
  assert.deepEqual((await labels(page)).slice(0, 4), ['20 Aug', '21 Aug', '23 Aug', '25 Aug'], 'single days are labelled');
  const reports = await page.evaluate(async () => (await (await fetch('api/v1/events?datetime=2024-08-20/2024-09-08')).json()).events.length);
  assert.equal(await page.locator('.timeline-event').count(), reports, 'each report has a mark');
  await page.locator('.timeline-event').nth(1).focus();
  const tip = page.locator('.timeline-tip');
  assert.match(await tip.innerText(), /^20 Aug 2024: .+, (held by Ukraine|grey zone|held by Russia)\n/);
  assert.match(String(await tip.getByRole('link').getAttribute('href')), /^https:/);
  await assertAccessible(page);
  await page.keyboard.press('Escape');

  const slider = page.getByRole('slider', { name: 'Day' });
  await slider.focus();
  await page.keyboard.press('0');
  await showsRange(page, null); // the whole record
  assert.equal(await page.locator('.timeline-event').count(), 0, 'too many reports for marks');
  assert.ok((await labels(page)).includes('Jan 2025'));

  const { left, width, top, row, lane } = await chart(page);
  const at = left + (26.5 / 334) * width;
  await page.mouse.move(at, top + 60);
  await page.mouse.wheel(0, -600);
  const zoomed = await nextRange(page, null);
  const [first, last] = zoomed.split('/').map((day) => Date.parse(day) / 864e5);
  const under = Date.parse('2024-08-31') / 864e5 + 0.5;
  assert.ok(last - first > 60 && last - first < 200, `${zoomed} is shown`);
  assert.ok(Math.abs(first + ((at - left) / width) * (last + 1 - first) - under) < 2, 'the day under the pointer stays there');
  assert.equal(await flag(page), '31 Aug 2024', 'zooming chooses no day');

  await page.mouse.move(left + 500, lane);
  await page.mouse.down();
  await page.mouse.move(left + 300, lane, { steps: 4 });
  await page.mouse.up();
  assert.ok(await nextRange(page, zoomed) > zoomed, 'a drag in the lane of the axis moves the stretch along');

  await page.keyboard.press('Escape');
  await page.keyboard.down('Shift');
  await page.mouse.move(left + (10.2 / 334) * width, row);
  await page.mouse.down();
  await page.mouse.move(left + (80.2 / 334) * width, row, { steps: 4 });
  assert.equal(await page.locator('.timeline-brush').isVisible(), true);
  await page.mouse.up();
  await page.keyboard.up('Shift');
  await showsRange(page, '2024-08-15/2024-10-24'); // Shift and a drag choose a stretch
  assert.equal(await flag(page), '31 Aug 2024');

  await slider.focus();
  await page.keyboard.press('BracketRight');
  await showsRange(page, '2024-08-15/2024-08-31'); // a stretch ends at the day
  await page.keyboard.press('ArrowRight');
  await showsRange(page, '2024-08-17/2024-09-02'); // it goes along with a day that leaves it
  await page.getByRole('button', { name: 'More days' }).click();
  await showsRange(page, '2024-08-05/2024-09-06');
  await page.getByRole('button', { name: 'The whole record' }).click();
  await showsRange(page, null);
  await close();
});

test('who said what is fetched when there is room for single reports, and again where that failed', async () => {
  const sourced = '**/api/v1/events';
  const { page, close } = await openPage('?lang=en&day=2024-08-31', { before: (context) => context.route(sourced, (route) => route.abort()) });
  const [marks, bars] = ['.timeline-event', '.timeline-reports'].map((part) => page.locator(part).first());
  await bars.waitFor({ state: 'attached' });
  const again = page.getByRole('button', { name: 'Try again' });
  assert.equal(await again.count(), 0, 'the whole record needs no sources');
  await goWithin(page, '?lang=en&day=2024-08-31&range=2024-08-20/2024-09-08');
  await again.waitFor();
  assert.equal(await marks.count(), 0);
  assert.equal(await bars.count(), 1);
  await page.context().unroute(sourced);
  await again.click();
  await marks.waitFor({ state: 'attached' });
  await again.waitFor({ state: 'detached' });
  assert.equal(await bars.count(), 0);
  await close();
});

test('a day is gone to by its date, and playing keeps to the stretch shown', async () => {
  const { page, close } = await openPage('?lang=en&day=2024-08-31&range=2024-08-20/2024-09-08');
  await page.getByRole('button', { name: 'Go to a day' }).click();
  const field = page.getByLabel('Go to a day').and(page.locator('input'));
  assert.deepEqual(await field.evaluate((/** @type {HTMLInputElement} */ { value, min, max }) => [value, min, max]), ['2024-08-31', '2024-08-05', '2025-07-04']);
  await field.fill('2026-01-01');
  await page.keyboard.press('Enter');
  assert.equal(await page.locator('#jump-why').innerText(), 'The record goes from 5 Aug 2024 to 4 Jul 2025.');
  await assertAccessible(page);
  await field.fill('2024-09-04');
  await page.keyboard.press('Enter');
  assert.equal(await flag(page), '4 Sep 2024');
  assert.ok(await field.isHidden());
  await page.getByRole('button', { name: 'Day after' }).first().click();
  assert.equal(await flag(page), '5 Sep 2024');
  await page.getByRole('button', { name: 'Day before' }).first().click();
  await stopClock(page);
  await page.getByRole('combobox', { name: 'Speed' }).first().selectOption('map');
  await page.getByRole('button', { name: 'Play' }).click();
  await page.clock.runFor(1000);
  assert.equal(await flag(page), '5 Sep 2024', 'one map a second');
  await page.clock.runFor(1000);
  assert.equal(await flag(page), '8 Sep 2024', 'it ends with the stretch');
  await page.getByRole('button', { name: 'Play' }).click();
  assert.equal(await flag(page), '20 Aug 2024', 'and begins with it again');
  await close();
});

test('two fingers zoom, and choose no day', async () => {
  const { page, close } = await openPage('?lang=en&day=2024-12-20', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  const box = await page.locator('.timeline-surface').boundingBox();
  assert.ok(box);
  const devtools = await page.context().newCDPSession(page);
  const y = box.y + 40;
  /** @param {'touchStart' | 'touchMove' | 'touchEnd'} type @param {number[]} xs */
  const touch = (type, ...xs) => devtools.send('Input.dispatchTouchEvent', { type, touchPoints: xs.map((x, id) => ({ x, y, id })) });
  await touch('touchStart', 150);
  await touch('touchStart', 150, 200);
  for (const apart of [20, 40, 60]) await touch('touchMove', 150 - apart, 200 + apart);
  await touch('touchEnd');
  const [first, last] = (await nextRange(page, null)).split('/').map((day) => Date.parse(day) / 864e5);
  assert.ok(last - first > 70 && last - first < 130, `${last - first} days are shown`);
  assert.equal(await flag(page), '20 Dec 2024');
  await page.getByRole('button', { name: 'The whole record' }).tap();
  await showsRange(page, null);
  await page.getByRole('button', { name: 'Go to a day' }).tap();
  await page.locator('.jump-small').getByRole('button', { name: 'Day after' }).tap();
  assert.equal(await flag(page), '21 Dec 2024');
  await assertAccessible(page);
  await close();
});

test('a layer with one map, and one with none, have a bar that does what it can', async () => {
  const server = await startServer();
  const headers = { Authorization: `Bearer ${await editorToken()}` };
  const body = await (await fetch(`${server.url}/api/v1/layers/kursk-sumy/snapshots/2025-03-12`)).text();
  const made = await fetch(`${server.url}/api/v1/layers/single/snapshots?datetime=2025-03-12&create_layer=true`, { method: 'POST', body, headers });
  assert.equal(made.status, 201);
  const { page, close } = await openPage('?lang=en&layer=single&range=2024-01-01/2026-01-01', { server });
  await page.locator('.timeline-area').first().waitFor({ state: 'attached' });
  assert.equal(await flag(page), '12 Mar 2025');
  assert.ok(await page.locator('.timeline-zoom').isHidden(), 'there is nothing to zoom');
  await page.getByRole('slider', { name: 'Day' }).focus();
  for (const key of ['+', '-', '0', '[', ']', 'ArrowLeft', 'End', 'Space']) await page.keyboard.press(key);
  await page.locator('.timeline-surface').hover();
  await page.mouse.wheel(0, -500);
  assert.equal(await flag(page), '12 Mar 2025');
  const { snapshot } = JSON.parse(body);
  assert.ok(snapshot);
  const [{ id }] = (await (await fetch(`${server.url}/api/v1/layers/single/snapshots`)).json()).snapshots;
  assert.equal((await fetch(`${server.url}/api/v1/layers/single/snapshots/${id}/revert`, { method: 'POST', headers })).status, 201);
  await page.locator('.panel-age').getByText('There is no map in this layer yet.').waitFor();
  assert.equal(await page.locator('.zone').count(), 0, 'what was taken back is not shown');
  await page.locator('.timeline-handles').waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Go to a day' }).click();
  assert.ok(await page.getByRole('button', { name: 'Newest map' }).isDisabled());
  await assertAccessible(page);
  await close();
  await server.stop();
});
