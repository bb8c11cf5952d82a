import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPage, waitForMap } from './harness.js';

/** Every value that an address holds, each in a view where it means something. */
const views = {
  'a day in a region': { layer: 'kursk-sumy', day: '2024-08-31', region: 'kursk', lang: 'uk', theme: 'dark', hide: 'regions,events' },
  'a place, with the chart zoomed': { layer: 'kursk-sumy', day: '2025-03-12', place: 'sudzha', lang: 'en', range: '2025-01-01/2025-05-01' },
  'two days side by side': { layer: 'kursk-sumy', day: '2025-03-12', from: '2024-08-31', mode: 'side', lang: 'ru', map: '9.5/51.2000/35.2000' },
  'a change in a drawn area': { layer: 'kursk-sumy', day: '2025-03-12', from: '2025-03-05', mode: 'change', area: '35,51,35.5,51,35.5,51.4', lang: 'en' },
  'a point, swiped': { layer: 'kursk-sumy', day: '2025-03-12', from: '2024-08-10', mode: 'swipe', place: '35.2,51.2', lang: 'en', theme: 'light' },
};

/** @param {Record<string, string>} values */
const query = (values) => `?${Object.entries(values).map((pair) => pair.join('=')).join('&')}`;
/** @param {string} address */
const valuesOf = (address) => Object.fromEntries(new URL(address).searchParams);

test('an address is kept whatever it holds, but for what makes no sense, and a reload shows the same', async () => {
  const { page, close } = await openPage('');
  for (const [name, values] of Object.entries(views)) {
    await page.goto(`/${query({ ...values, nonsense: '1', with: '%22' })}`);
    await waitForMap(page);
    await page.waitForURL((url) => !url.searchParams.has('with'));
    const { nonsense, ...held } = valuesOf(page.url());
    assert.deepEqual([nonsense, held], ['1', values], name);
  }
  const shown = () => page.locator('.panel > :not([aria-live])').allInnerTexts();
  const before = [page.url(), await shown()];
  await page.reload();
  await waitForMap(page);
  assert.deepEqual([page.url(), await shown()], before);
  await close();
});

test('Back and Forward go through days, modes, regions and places', async () => {
  const { page, close } = await openPage('?day=2025-03-12&lang=en', { before: (context) => context.clock.install() });
  await page.waitForURL(/layer=/);
  /** A step of the history each, as readers make them: with some time between. @type {[string, () => Promise<unknown>, RegExp][]} */
  const steps = [
    ['region', () => page.getByRole('combobox', { name: 'Measure' }).selectOption('kursk'), /region=kursk/],
    ['mode', () => page.getByRole('button', { name: 'Compare', exact: true }).click(), /mode=swipe/],
    ['day', () => page.locator('.timeline-handle[data-end="day"]').press('End'), /day=2025-07-04/],
  ];
  const seen = [page.url()];
  for (const [, act, address] of steps) {
    // Choices that follow each other at once are one step.
    await page.clock.fastForward(1600);
    await act();
    await page.waitForURL(address);
    seen.push(page.url());
  }
  for (const address of seen.slice(0, -1).reverse()) {
    await page.goBack();
    await page.waitForURL(address);
    assert.equal((await page.locator('.panel-date').innerText()).includes('4 Jul'), false);
  }
  for (const address of seen.slice(1)) {
    await page.goForward();
    await page.waitForURL(address);
  }
  await page.locator('#map[data-day="2025-07-04"]').waitFor();
  assert.equal(await page.locator('#map-earlier').count(), 1);
  await close();
});
