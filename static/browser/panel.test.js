import assert from 'node:assert/strict';
import { test } from 'node:test';
import { goWithin, openPage } from './harness.js';

/** @typedef {import('playwright-core').Page} Page */

/** What the panel says, as lines. @param {Page} page @param {string} selector */
const lines = async (page, selector) => (await page.locator(selector).innerText()).split('\n').filter(Boolean);

/** The numbers once they are those of what is asked for. @param {Page} page */
async function numbers(page) {
  await page.locator('.panel[aria-busy="false"]').waitFor({ state: 'attached' });
  return lines(page, '.panel-numbers');
}

test('the panel says who held how much on 10 August 2024', async () => {
  const { page, close } = await openPage('?day=2024-08-10&lang=en');
  assert.deepEqual(await lines(page, '.panel-day'), ['10 August 2024', 'Saturday, UTC day · Map of this day']);
  assert.deepEqual(await numbers(page), [
    'Held by Ukraine', '380 km²', 'on Russian territory', 'up to 660',
    'Held by Russia', '0 km²', 'on Ukrainian territory',
    'Grey zone', '280 km²', 'held by neither for certain',
  ]);
  // Letters twice as large, as a reader may set them, keep their lines apart.
  const crowded = await page.evaluate(() => {
    document.documentElement.style.fontSize = '200%';
    return [...document.querySelectorAll('body *')]
      .filter((node) => node instanceof HTMLElement && node.offsetWidth > 1 && [...node.childNodes].some(({ nodeType, nodeValue }) => nodeType === 3 && nodeValue?.trim()))
      .filter((node) => parseFloat(getComputedStyle(node).lineHeight) < parseFloat(getComputedStyle(node).fontSize))
      .map((node) => `${node.className} ${node.textContent}`);
  });
  assert.deepEqual(crowded, []);
  await close();
});

test('the panel says it in Ukrainian on 22 June 2025', async () => {
  const { page, close } = await openPage('?day=2025-06-22&lang=uk');
  assert.deepEqual(await lines(page, '.panel-day'), ['22 червня 2025', 'неділя, доба за UTC · Мапа цього дня']);
  assert.deepEqual(await numbers(page), [
    'Під контролем України', '0 км²', 'на території Росії', 'до 110',
    'Під контролем Росії', '220 км²', 'на території України', 'до 360',
    'Сіра зона', '250 км²', 'ніхто не контролює напевно',
  ]);
  await close();
});

test('a day without a map says which one is shown', async () => {
  const { page, close } = await openPage('?day=2024-08-31&lang=en');
  assert.equal(await page.locator('.panel-age').innerText(), 'No map for this day. Shown: 29 Aug 2024, 2 days earlier.');
  await close();
});

test('the first and the last day of the record say so', async () => {
  const { page, close } = await openPage('?lang=en');
  assert.match(await page.locator('.panel-weekday').innerText(), /Last map 4 Jul 2025$/);
  await page.goto('/?day=2024-08-01&lang=en');
  await page.locator('.note', { hasText: 'The record starts on 5 Aug 2024' }).waitFor();
  assert.deepEqual((await lines(page, '.panel-numbers')).slice(0, 2), ['Held by Ukraine', '–']);
  await close();
});

test('a region is measured when it is chosen, and is kept in the address', async () => {
  const { page, close } = await openPage('?day=2025-06-22&lang=en');
  await page.getByRole('combobox', { name: 'Measure' }).selectOption({ label: 'Kursk Oblast' });
  await page.locator('.number[data-status="grey"] b', { hasText: '110' }).waitFor();
  assert.deepEqual((await numbers(page)).slice(-3), ['Grey zone', '110 km²', 'held by neither for certain']);
  await page.waitForURL(/[?&]region=kursk(&|$)/);
  await page.reload();
  await page.locator('.number[data-status="grey"] b', { hasText: '110' }).waitFor();
  assert.equal(await page.locator('.panel .regions-chosen').innerText(), 'Kursk Oblast');
  await close();
});

test('what is in view is measured anew when the map moves', async () => {
  const { page, close } = await openPage('?day=2025-06-22&lang=en#map=11/51.57/34.68');
  await page.getByRole('combobox', { name: 'Measure' }).selectOption({ label: 'What is in view' });
  const grey = page.locator('.number[data-status="grey"] b');
  await grey.filter({ hasText: /^0$/ }).waitFor();
  await goWithin(page, '?day=2025-06-22&lang=en&region=view&map=9/51.2/34.9');
  await grey.filter({ hasText: /^250$/ }).waitFor();
  await close();
});

test('the day and its numbers are spoken once the reader rests', async () => {
  const { page, close } = await openPage('?day=2024-08-10&lang=en');
  await page.locator('[aria-live]', { hasText: '10 August 2024, All mapped ground: Held by Ukraine 380 km², up to 660;' }).waitFor({ state: 'attached' });
  await close();
});

test('on paper there is nothing to press', async () => {
  const { page, close } = await openPage('?day=2024-08-10&lang=en');
  await page.emulateMedia({ media: 'print' });
  for (const control of await page.locator('button, .timeline-speed, .tool').all()) {
    assert.equal(await control.isVisible(), false, await control.getAttribute('class') ?? '');
  }
  assert.equal(await page.locator('.panel-numbers').isVisible(), true);
  await close();
});
