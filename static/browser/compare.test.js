import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible } from './accessible.js';
import { openPage } from './harness.js';

/** @typedef {import('playwright-core').Page} Page */

const days = 'lang=en&day=2025-03-12&from=2024-08-31';

/** Where Sudzha stands on each map, on the page. @param {Page} page */
const sudzha = (page) => page.evaluate(() => ['#map-earlier', '#map'].map((map) => {
  const dot = [...document.querySelectorAll(`${map} .settlement`)].find((one) => one.textContent === 'Sudzha')?.querySelector('circle');
  const box = dot?.getBoundingClientRect();
  return box ? { x: box.x, y: box.y } : null;
}));

/** Waits until names have been laid out again. @param {Page} page */
const atRest = (page) => page.waitForFunction(() => new Promise((resolve) => {
  let left = 36;
  const labels = () => [...document.querySelectorAll('.labels')].map((one) => one.innerHTML).join('');
  let before = labels();
  const look = () => {
    const now = labels();
    left = now === before ? left - 1 : 36;
    before = now;
    if (left === 0) resolve(true);
    else requestAnimationFrame(look);
  };
  look();
}));

/** Which of what stands on the maps covers another. @param {Page} page */
const clashes = (page) => page.evaluate(() => {
  const standing = ['.panel', '.tools', '.zoom', '.attribution', '.scale', '.compare-from', '.compare-day', '.compare-knob', '.timeline'];
  const boxes = standing.map((name) => ({ name, box: document.querySelector(name)?.getBoundingClientRect() ?? new DOMRect() }))
    .filter(({ box }) => box.width > 0);
  return boxes.flatMap(({ name, box }, i) => boxes.slice(i + 1)
    .filter(({ box: other }) => Math.min(box.right, other.right) - Math.max(box.left, other.left) > 1
      && Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top) > 1)
    .map((other) => `${name} ${other.name}`));
});

/** @param {Page} page */
const divider = (page) => page.getByRole('slider', { name: 'Divider between the two days' });

test('two days are swiped over each other: both maps, their flags and their numbers', async () => {
  const { page, close } = await openPage(`?${days}&mode=swipe`);
  await page.locator('#map-earlier[data-day="2024-08-29"]').waitFor();
  assert.equal(await page.locator('#map').getAttribute('data-day'), '2025-03-12');
  assert.deepEqual(await page.locator('.compare-flag').allInnerTexts(), ['31 August 2024\nmap of 29 Aug 2024', '12 March 2025\nmap of this day']);
  assert.equal(await page.locator('.panel-age').innerText(), '31 Aug 2024: no map. Shown: 29 Aug 2024, 2 days earlier.');
  const rows = await page.locator('.panel .pair-table tbody tr').allInnerTexts();
  assert.equal(rows[0].replace(/\s+/g, ' ').trim(), 'Ukraine, certain 1,000 130 −880');
  assert.equal(rows.length, 5);
  await assertAccessible(page);

  await divider(page).focus();
  await page.keyboard.press('ArrowRight');
  assert.equal(await divider(page).getAttribute('aria-valuenow'), '52');
  await page.keyboard.press('Home');
  assert.equal(await divider(page).getAttribute('aria-valuenow'), '0');
  const knob = await page.locator('.compare-knob').boundingBox();
  assert.ok(knob && knob.width >= 44);
  await page.mouse.move(knob.x + 22, knob.y + 22);
  await page.mouse.down();
  await page.mouse.move(1000, knob.y, { steps: 4 });
  await page.mouse.up();
  const clip = await page.locator('#map-earlier').evaluate(({ style }) => style.clipPath);
  assert.match(clip, /100% - 1000px/);
  await atRest(page);
  const names = await page.evaluate(() => ['#map-earlier', '#map'].map((map) => (
    [...document.querySelectorAll(`${map} .labels :is(.settlement, .zone-name, .country-name)`)].map((one) => one.getBoundingClientRect()))));
  assert.ok(names[0].length > 0 && names[0].every(({ right }) => right <= 1002), 'no name of the earlier map reaches over the divider');
  assert.ok(names[1].length > 0 && names[1].every(({ left }) => left >= 998), 'nor one of the later map');
  await close();
});

test('both maps move together, side by side as well, and the earlier one is gone with the comparison', async () => {
  const { page, close } = await openPage(`?${days}&mode=side`);
  await page.locator('#map-earlier .settlement').first().waitFor();
  const [left, right] = [await page.locator('#map-earlier').boundingBox(), await page.locator('#map').boundingBox()];
  assert.ok(left && right && Math.abs(left.width - 328 - right.width) <= 1, 'beside the panel both have the same width');
  await atRest(page);
  const before = await sudzha(page);
  assert.ok(before[0] && before[1]);
  const apart = before[1].x - before[0].x;
  assert.ok(Math.abs(apart - right.width) <= 2 && Math.abs(before[0].y - before[1].y) <= 1, JSON.stringify(before));

  await page.mouse.move(600, 500);
  await page.mouse.down();
  await page.mouse.move(560, 540, { steps: 3 });
  const panes = await page.evaluate(() => [...document.querySelectorAll('.leaflet-map-pane')].map((pane) => getComputedStyle(pane).transform));
  assert.equal(panes[0], panes[1], 'the other map follows the drag itself');
  await page.mouse.up();
  await page.getByRole('button', { name: 'Zoom in' }).click();
  await page.waitForURL(/map=/);
  await atRest(page);
  const after = await sudzha(page);
  assert.ok(after[0] && after[1]);
  assert.ok(Math.abs(after[1].x - after[0].x - apart) <= 2 && Math.abs(after[0].y - after[1].y) <= 2, JSON.stringify(after));
  assert.notDeepEqual(after, before);
  await assertAccessible(page);

  await page.getByRole('button', { name: 'Day', exact: true }).click();
  await page.locator('#map-earlier').waitFor({ state: 'detached' });
  await page.waitForURL((url) => !url.searchParams.has('mode') && !url.searchParams.has('from'));
  await page.getByRole('button', { name: 'Compare' }).click();
  await page.locator('#map-earlier[data-day="2024-08-29"]').waitFor();
  await close();
});

test('the first map of the record is compared with the one after it', async () => {
  const { page, close } = await openPage('?day=2024-08-05&lang=en');
  await page.getByRole('button', { name: 'Compare' }).click();
  await page.locator('.compare-from').waitFor();
  assert.match(await page.locator('.panel-date').innerText(), /^5.Aug.2024 → 6.Aug.2024$/);
  await page.waitForURL(/from=2024-08-05/);
  assert.equal(new URL(page.url()).searchParams.get('day'), '2024-08-06');
  await close();
});

test('the handles of both days move by key and by drag, and one that passes the other takes its place', async () => {
  const { page, close } = await openPage(`?${days}&mode=swipe`);
  const earlier = page.getByRole('slider', { name: 'Earlier day' });
  const later = page.getByRole('slider', { name: 'Later day' });
  assert.deepEqual(await page.locator('.timeline-flag').allInnerTexts(), ['31 Aug 2024', '12 Mar 2025']);
  await earlier.focus();
  await page.keyboard.press('ArrowLeft');
  assert.match(await earlier.getAttribute('aria-valuetext') ?? '', /^29 August 2024/);
  await page.keyboard.press('End');
  assert.match(await earlier.getAttribute('aria-valuetext') ?? '', /^12 March 2025/);
  assert.match(await later.getAttribute('aria-valuetext') ?? '', /^4 July 2025/);
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('data-end')), 'day', 'the focus is on the one that moved');
  const [from, day] = [await earlier.locator('.timeline-knob').boundingBox(), await later.locator('.timeline-knob').boundingBox()];
  assert.ok(from && day);
  await page.mouse.move(day.x + 8, day.y + 8);
  await page.mouse.down();
  await page.mouse.move(from.x + 60, from.y + 8, { steps: 3 });
  await page.mouse.up();
  assert.match(await page.locator('.timeline-flag:visible').innerText(), /^12–\d+ Mar 2025$/, 'near each other they share a flag');
  assert.match(await page.locator('.panel-date').innerText(), /^12\u00a0Mar\u00a02025 → /);
  await close();
});

test('on a phone one map lies above the other, and the menu has the views', async () => {
  const { page, close } = await openPage('?lang=uk&day=2025-03-12', { viewport: { width: 360, height: 740 }, hasTouch: true, reducedMotion: 'reduce' });
  await page.getByRole('button', { name: 'Меню' }).click();
  await page.getByRole('button', { name: 'Порівняти' }).click();
  await page.getByRole('button', { name: 'Поруч' }).click();
  await page.locator('#map-earlier[data-day="2025-02-10"]').waitFor();
  const [above, below] = [await page.locator('#map-earlier').boundingBox(), await page.locator('#map').boundingBox()];
  assert.ok(above && below && above.width === 360 && Math.abs(above.y + above.height - below.y) <= 1);
  await assertAccessible(page);

  await page.setViewportSize({ width: 740, height: 360 });
  await page.locator('.compare:not(.is-stacked)').waitFor();
  assert.deepEqual(await clashes(page), [], 'on its side');
  await page.getByRole('button', { name: 'Шторка' }).click();
  await page.locator('.compare-knob').waitFor();
  assert.deepEqual(await clashes(page), [], 'on its side, with the divider');
  await close();
});
