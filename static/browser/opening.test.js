import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPage, sizes } from './harness.js';

/** @typedef {import('playwright-core').Page} Page */

/** @param {Page} page @param {string} within */
const outlines = (page, within) => page.locator(`${within} .zone`).evaluateAll((zones) => zones.map((zone) => [zone.getAttribute('fill'), zone.getAttribute('d')]));

/**
 * Opens a page whose own script waits for its words until they are let come.
 * @param {string} query
 * @param {import('./harness.js').Options & {ready?: string}} [options]
 */
async function openEarly(query, { ready = '.first-zones .zone', ...options } = {}) {
  /** @type {() => void} */
  let letCome = () => {};
  const words = new Promise((resolve) => { letCome = () => resolve(null); });
  const opened = await openPage(query, {
    ...options, ready,
    before: (context) => context.route('**/assets/en-*.js', async (route) => {
      await words;
      await route.continue();
    }),
  });
  return { ...opened, letCome };
}

for (const [title, query, options] of /** @type {const} */ ([
  ['the whole history', '?lang=en', {}],
  ['a view, on a phone', '?lang=en&day=2024-08-20&map=9.4/51.25/35.1', { viewport: sizes.phone, isMobile: true, hasTouch: true }],
  ['a day without a map', '?lang=en&day=2024-08-31', { viewport: { width: 800, height: 700 } }],
])) {
  test(`the zones are there before the page's script, where the map draws them: ${title}`, async () => {
    const { page, close, letCome } = await openEarly(query, options);
    const early = await outlines(page, '.first-zones');
    assert.ok(early.length > 1);
    assert.equal(await page.locator('.leaflet-pane').count(), 0);
    await page.evaluate(() => new MutationObserver((_, observer) => {
      const zones = [...document.querySelectorAll('.leaflet-zones-pane .zone')];
      if (zones.length === 0) return;
      observer.disconnect();
      Object.assign(window, { drawn: zones.map((zone) => [zone.getAttribute('fill'), zone.getAttribute('d')]), left: document.querySelectorAll('.first-zones').length });
    }).observe(document, { subtree: true, childList: true }));
    letCome();
    await page.locator('#map[data-snapshot]').waitFor({ state: 'attached' });
    assert.deepEqual(await page.evaluate(() => /** @type {any} */ (window).drawn), early);
    assert.equal(await page.evaluate(() => /** @type {any} */ (window).left), 0, 'they give way at once');
    await close();
  });
}

test('zones that are drawn early keep their place in a window that changes', async () => {
  const { page, close, letCome } = await openEarly('?lang=en&day=2024-08-20');
  await page.setViewportSize({ width: 900, height: 700 });
  const fresh = await openEarly('?lang=en&day=2024-08-20', { viewport: { width: 900, height: 700 } });
  const there = await outlines(fresh.page, '.first-zones');
  await page.waitForFunction((d) => document.querySelector('.first-zones .zone')?.getAttribute('d') === d, there[0][1]);
  assert.deepEqual(await outlines(page, '.first-zones'), there);
  letCome();
  fresh.letCome();
  await page.locator('#map[data-snapshot]').waitFor({ state: 'attached' });
  assert.equal(await page.locator('.first-zones').count(), 0);
  await fresh.close();
  await close();
});

test('of two days, and of ground that has no map yet, nothing is drawn early', async () => {
  for (const query of ['?lang=en&day=2024-08-20&mode=swipe', '?lang=en&day=2024-08-01']) {
    const { page, close, letCome } = await openEarly(query, { ready: 'html[data-lettered]' });
    assert.equal(await page.locator('.leaflet-pane').count(), 0);
    assert.equal(await page.locator('.first-zones').count(), 0);
    letCome();
    await page.locator('.panel').waitFor({ state: 'attached' });
    await close();
  }
});

test('a page whose script cannot be loaded shows the zones and says so, in its theme', async () => {
  const { page, close } = await openPage('?lang=uk&theme=dark', {
    ready: '.opening [role="alert"]', before: (context) => context.route('**/assets/main-*.js', (route) => route.abort()),
  });
  assert.match(await page.getByRole('alert').innerText(), /^Карту не вдалося завантажити/);
  assert.ok(await page.locator('.first-zones .zone').count() > 1);
  assert.equal(await page.locator('html').getAttribute('data-theme'), 'dark');
  await assert.rejects(close(), /dynamically imported/);
});
