import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPage, stopClock } from './harness.js';

/** @typedef {import('playwright-core').Page} Page */

/**
 * @param {string} query
 * @param {import('playwright-core').BrowserContextOptions & {clock?: boolean}} [options] `clock`: the test moves the time
 */
async function open(query, { clock = false, ...options } = {}) {
  const { page, close } = await openPage(`?${query}`, options);
  await page.locator('.timeline-area').first().waitFor({ state: 'attached' });
  if (!options.isMobile) await page.locator('.timeline-claim').first().waitFor({ state: 'attached' });
  if (clock) await stopClock(page);
  return { page, close };
}

/** @param {Page} page */
const slider = (page) => page.getByRole('slider', { name: 'Day' });
/** @param {Page} page @param {string} name */
const value = (page, name) => slider(page).getAttribute(`aria-${name}`);
/** @param {Page} page */
const flag = (page) => page.locator('.timeline-flag').textContent();

/** Where the row of stops is, and where on it a day, counted from the first. @param {Page} page */
async function chartBox(page) {
  const box = await page.locator('.timeline-surface').boundingBox();
  assert.ok(box);
  const line = await page.locator('.timeline-zero').boundingBox();
  assert.ok(line);
  const perDay = line.width / (Number(await value(page, 'valuemax')) + 1);
  return { y: box.y + 152, x: (/** @type {number} */ day) => line.x + day * perDay };
}

test('a drag takes any day, pulls to a map that is near, and draws nothing but the handle anew', async () => {
  const { page, close } = await open('lang=en&day=2024-08-10');
  const at = await chartBox(page);
  await page.evaluate(() => {
    const drawing = document.querySelector('.timeline-drawing');
    if (!drawing) throw new Error('no chart');
    new MutationObserver(() => document.body.setAttribute('data-redrawn', '')).observe(drawing,
      { subtree: true, childList: true, attributes: true });
  });
  await page.mouse.move(at.x(5), at.y);
  await page.mouse.down();
  await page.mouse.move(at.x(89), at.y, { steps: 10 });
  assert.equal(await value(page, 'valuetext'), '2 November 2024, map of 25 October');
  assert.equal(await flag(page), '2 Nov 2024');
  assert.equal(await page.locator('.timeline-knob.is-open').count(), 1);
  assert.ok(await page.locator('.timeline-back').isVisible(), 'a dashed line leads back to the map shown');
  await page.mouse.move(at.x(92) - 5, at.y);
  assert.equal(await value(page, 'valuetext'), '5 November 2024, map of this day');
  assert.equal(await page.locator('.timeline-knob.is-open').count(), 0);
  await page.mouse.move(20, at.y - 400);
  assert.equal(await value(page, 'valuenow'), '0', 'a drag beyond the start stays at it');
  await page.mouse.up();
  await page.mouse.move(at.x(200), at.y);
  assert.equal(await value(page, 'valuenow'), '0', 'the drag is over');
  await page.mouse.click(at.x(219), at.y);
  assert.equal(await flag(page), '12 Mar 2025');
  assert.equal(await page.locator('body[data-redrawn]').count(), 0, 'the chart was drawn again');
  await close();
});

test('every key of the bar', async () => {
  const { page, close } = await open('lang=en&day=2024-08-31');
  await slider(page).focus();
  assert.equal(await value(page, 'valuetext'), '31 August 2024, map of 29 August');
  for (const [key, text] of [
    ['ArrowRight', '2 September 2024, map of this day'],
    ['ArrowLeft', '29 August 2024, map of this day'],
    ['Shift+ArrowRight', '30 August 2024, map of 29 August'],
    ['Shift+ArrowLeft', '29 August 2024, map of this day'],
    ['PageUp', '28 September 2024, map of 25 September'],
    ['PageDown', '29 August 2024, map of this day'],
    ['Home', '5 August 2024, map of this day'],
    ['ArrowLeft', '5 August 2024, map of this day'],
    ['End', '4 July 2025, map of this day'],
    ['Shift+ArrowRight', '4 July 2025, map of this day'],
  ]) {
    await page.keyboard.press(key);
    assert.equal(await value(page, 'valuetext'), text, key);
  }
  assert.deepEqual([await value(page, 'valuemin'), await value(page, 'valuemax'), await value(page, 'valuenow')], ['0', '333', '333']);
  await page.getByRole('button', { name: 'Previous map' }).focus();
  await page.keyboard.press('ArrowLeft');
  assert.equal(await flag(page), '22 Jun 2025', 'the keys work from anywhere in the bar');
  await page.keyboard.press('Enter');
  assert.equal(await flag(page), '14 Jun 2025');
  await slider(page).focus();
  await page.keyboard.press('Space');
  assert.equal(await page.getByRole('button', { name: 'Pause' }).count(), 1);
  await page.keyboard.press('Space');
  assert.equal(await page.getByRole('button', { name: 'Play' }).count(), 1);
  await close();
});

test('play shows every map, stops at the end and begins again from there', async () => {
  const { page, close } = await open('lang=en&day=2024-08-05', { clock: true, viewport: { width: 1000, height: 600 } });
  await page.getByRole('combobox', { name: 'Speed' }).selectOption('month');
  await page.evaluate(() => {
    /** @type {any} */ (globalThis).shown = [];
    const handle = document.querySelector('.timeline-handle');
    if (!handle) throw new Error('no handle');
    new MutationObserver(() => /** @type {any} */ (globalThis).shown.push(handle.getAttribute('aria-valuetext')))
      .observe(handle, { attributeFilter: ['aria-valuetext'] });
  });
  await page.getByRole('button', { name: 'Play' }).click();
  for (let i = 0; i < 120 && await page.getByRole('button', { name: 'Pause' }).count(); i++) await page.clock.runFor(400);
  assert.equal(await value(page, 'valuetext'), '4 July 2025, map of this day');
  const seen = () => page.evaluate(() => /** @type {string[]} */ (/** @type {any} */ (globalThis).shown));
  const shown = await seen();
  const maps = new Set(shown.filter((text) => text.endsWith('map of this day')));
  assert.equal(maps.size, 113, 'all 114 maps but the first, which was there from the start');
  await page.getByRole('button', { name: 'Play' }).click();
  assert.equal((await seen())[shown.length], '5 August 2024, map of this day');
  await close();
});

test('time runs evenly: a week a second, also where there is no map', async () => {
  const { page, close } = await open('lang=en&day=2024-10-25', { clock: true });
  await page.getByRole('button', { name: 'Play' }).click();
  await page.clock.runFor(1000);
  const day = Number(await value(page, 'valuenow'));
  assert.ok(Math.abs(day - 88) <= 1, `a second after day 81 it is day ${day}`);
  await close();
});

test('play pauses on a touch of the bar and when the tab is hidden', async () => {
  const { page, close } = await open('lang=en&day=2024-08-10');
  const at = await chartBox(page);
  const play = page.getByRole('button', { name: 'Play' });
  await play.click();
  await page.mouse.click(at.x(100), at.y);
  assert.equal(await play.count(), 1);
  await play.click();
  await page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { value: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  assert.equal(await play.count(), 1);
  await close();
});

test('with reduced motion play goes from map to map once a second', async () => {
  const { page, close } = await open('lang=en&day=2024-08-28', { clock: true, reducedMotion: 'reduce' });
  await page.getByRole('button', { name: 'Play' }).click();
  for (const expected of ['29 Aug 2024', '2 Sep 2024']) {
    await page.clock.runFor(1000);
    assert.equal(await flag(page), expected);
  }
  await close();
});

test('a claim says who said what, and what the map measures', async () => {
  const { page, close } = await open('lang=en&day=2025-03-12');
  await slider(page).focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Home');
  const tip = page.locator('.timeline-tip');
  assert.match(await tip.innerText(), /^8 Aug 2024: 430 km² held by Ukraine \+ grey zone/);
  for (let i = 0; i < 40 && !(await tip.innerText()).startsWith('27 Aug 2024'); i++) await page.keyboard.press('ArrowRight');
  assert.equal((await tip.innerText()).replace(/\s*\n\s*/g, '\n'),
    '27 Aug 2024: 1,294 km² held by Ukraine\nclaimed by Syrskyi · unn.ua\nThis map: 1,030 to 1,350 km²');
  assert.equal(await value(page, 'valuetext'), '12 March 2025, map of this day', 'the arrows of the claims move no day');
  await page.keyboard.press('Tab');
  const link = tip.getByRole('link');
  assert.ok(await link.evaluate((node) => node === document.activeElement), 'the link is next');
  assert.match(String(await link.getAttribute('href')), /^https:\/\/unn\.ua\//);
  await page.keyboard.press('Escape');
  assert.ok(await tip.isHidden());
  await page.mouse.move(300, 300);
  const diamond = page.locator('.timeline-claim').last();
  const box = await diamond.boundingBox();
  assert.ok(box);
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  assert.match(await tip.innerText(), /^22 Jun 2025/);
  await close();
});

test('days are the same in every zone of the world', async () => {
  const seen = [];
  for (const timezoneId of ['UTC', 'America/Los_Angeles', 'Pacific/Kiritimati', 'Europe/Kyiv']) {
    const { page, close } = await open('lang=en&day=2024-10-27', { timezoneId });
    await slider(page).focus();
    const texts = [await flag(page), ...await page.locator('.timeline-drawing text').allTextContents()];
    for (const key of ['Shift+ArrowRight', 'Shift+ArrowRight', 'Home', 'End', 'ArrowLeft']) {
      await page.keyboard.press(key);
      texts.push(await flag(page), await value(page, 'valuenow'));
    }
    seen.push(texts);
    await close();
  }
  assert.equal(seen[0][0], '27 Oct 2024');
  assert.ok(seen[0].includes('5 Aug') && seen[0].includes('Jan 2025'));
  for (const texts of seen) assert.deepEqual(texts, seen[0]);
});

test('on a phone the finger drags the handle', async () => {
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
  const { page, close } = await open('lang=uk&day=2024-08-10', phone);
  const box = await page.locator('.timeline-surface').boundingBox();
  assert.ok(box && Math.abs(box.height - 96) < 1);
  await page.touchscreen.tap(box.x + box.width - 2, box.y + 40);
  assert.equal(await flag(page), '4 лип 2025');
  assert.equal(await page.locator('.timeline-claim').count(), 0);
  await close();
});
