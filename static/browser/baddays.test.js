import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible } from './accessible.js';
import { editorToken, openPage, sizes, startServer } from './harness.js';
import { lazily } from './run.js';

/** @typedef {import('playwright-core').Page} Page */

const markup = '<img src=x onerror="document.body.dataset.broken=1">';
const square = { type: 'Polygon', coordinates: [[[35, 51.1], [35.3, 51.1], [35.3, 51.3], [35, 51.3], [35, 51.1]]] };
const oneMap = { type: 'FeatureCollection', features: [{ type: 'Feature', properties: { status: 'grey' }, geometry: square }] };
const region = { type: 'Feature', id: 'hostile', properties: { name: markup }, geometry: square };

/** With a layer of one map and one of none, both with markup where names are, and a region of such a name. */
const strange = lazily(async () => {
  const named = ['--title', markup, '--source', markup, '--attribution', markup, '--licence', markup, '--datetime', '2025-01-10'];
  const server = await startServer([
    { args: ['--layer', 'single', ...named], geojson: oneMap },
    { args: ['--layer', 'empty', ...named], geojson: oneMap },
    { args: ['--kind', 'reference'], geojson: region },
  ]);
  const { snapshots } = await (await fetch(`${server.url}/api/v1/layers/empty/snapshots`)).json();
  const undo = `${server.url}/api/v1/layers/empty/snapshots/${snapshots[0].id}/revert`;
  await fetch(undo, { method: 'POST', headers: { Authorization: `Bearer ${await editorToken()}` } });
  return server;
});

/** @param {Page} page */
const notes = async (page) => (await page.locator('.panel .note').allInnerTexts()).map((text) => text.trim());

test('an address with a day before the first map shows none, and says when the record starts', async () => {
  const { page, close } = await openPage('?day=2020-01-01&lang=en', { ready: '.panel .note' });
  assert.deepEqual(await notes(page), ['The record starts on 5 Aug 2024']);
  assert.equal(await page.locator('.zone').count(), 0);
  await page.getByRole('button', { name: 'Next map' }).click();
  await page.locator('.map[data-day="2024-08-05"]').waitFor();
  await close();
});

test('an address with a layer, a region or a day that there is not says what is shown in its place', async () => {
  const { page, close } = await openPage('?layer=nowhere&region=atlantis&day=2024-02-31&lang=en');
  assert.deepEqual(await notes(page), [
    'There is no layer “nowhere” here. Shown: Kursk – Sumy border.', 'There is no region “atlantis” here. Shown: All mapped ground.',
    'There is no day “2024-02-31”. Shown: 4 Jul 2025.',
  ]);
  await page.getByRole('button', { name: 'Previous map' }).click();
  await page.locator('.note', { hasText: '2024-02-31' }).waitFor({ state: 'detached' });
  await page.getByRole('combobox', { name: 'Measure' }).selectOption('sumy');
  await page.locator('.note', { hasText: 'atlantis' }).waitFor({ state: 'detached' });
  assert.equal((await notes(page)).length, 1);
  await close();
});

test('a layer with one map can be read, and names with markup are text', async () => {
  const { page, close } = await openPage('?layer=single&region=hostile&lang=en', { server: await strange(), ready: '.zone' });
  assert.equal(await page.locator('.panel-date').innerText(), '10 January 2025');
  await page.locator('.panel .regions-chosen', { hasText: markup }).waitFor();
  await page.locator('.attribution', { hasText: markup }).waitFor();
  assert.equal(await page.getByRole('button', { name: 'Play' }).getAttribute('aria-disabled'), 'true');
  const slider = page.getByRole('slider', { name: 'Day' });
  for (const key of ['ArrowRight', 'ArrowLeft', 'End', 'Home', 'PageUp']) await slider.press(key);
  assert.equal(await page.locator('.map').getAttribute('data-day'), '2025-01-10');
  assert.equal(await page.locator('body[data-broken]').count(), 0);
  await assertAccessible(page);
  await close();
});

test('a layer without maps says so', async () => {
  const { page, close } = await openPage('?layer=empty&lang=en', { server: await strange(), ready: '.panel .note' });
  assert.deepEqual(await notes(page), ['There is no map in this layer yet.']);
  assert.equal(await page.locator('.zone').count(), 0);
  assert.equal(await page.locator('body[data-broken]').count(), 0);
  await assertAccessible(page);
  await close();
});

test('a server that goes away while the page loads, answers 500, and comes back: the page mends itself on request', async () => {
  const broken = { status: 500, contentType: 'application/problem+json', body: '{"detail":"out of order"}' };
  /** @type {import('playwright-core').BrowserContext | undefined} */
  let all;
  const { page, close } = await openPage('?day=2024-08-10&lang=en', {
    ready: '.panel .note',
    before: async (context) => {
      all = context;
      await context.route('**/api/v1/**', (route) => route.abort());
    },
  });
  const retry = page.getByRole('button', { name: 'Try again' });
  await page.locator('.note', { hasText: 'the server cannot be reached' }).waitFor();
  await all?.unrouteAll();
  await all?.route('**/api/v1/**', (route) => route.fulfill(broken));
  await retry.click();
  await page.locator('.note', { hasText: 'the server failed at this' }).waitFor();
  await all?.unrouteAll();
  await retry.click();
  await page.locator('.panel[aria-busy="false"]').waitFor();
  await page.locator('.note').waitFor({ state: 'detached' });
  assert.equal(await page.locator('.map').getAttribute('data-day'), '2024-08-10');
  assert.match(await page.locator('.number[data-status="ua"]').innerText(), /380 km²/);
  await close();
});

test('a card whose styles cannot be fetched does not open without them, and does when that is tried again', async () => {
  const { page, close } = await openPage('?day=2024-08-10&lang=en');
  await page.route('**/assets/cards-*.css', (route) => route.abort(), { times: 1 });
  await page.keyboard.press('/');
  const retry = page.getByRole('button', { name: 'Try again' });
  await retry.waitFor();
  assert.equal(await page.locator('.card').count(), 0);
  assert.equal(await page.locator('.search-open').getAttribute('aria-pressed'), 'false');
  await retry.click();
  await page.locator('.card-search').waitFor();
  assert.equal(await page.locator('.card-search').evaluate((card) => getComputedStyle(card).position), 'fixed');
  await close();
});

test('an upload that cannot be fetched is told where the reader sees it, and opens when it is pressed again', async () => {
  const { page, close } = await openPage('?day=2024-08-10&lang=en');
  await page.route('**/assets/kit-*.js', (route) => route.abort());
  const open = page.locator('.upload-open');
  await open.click();
  await page.locator('.panel .note', { hasText: 'Try again' }).waitFor();
  assert.equal(await open.getAttribute('aria-pressed'), 'false');
  await page.unroute('**/assets/kit-*.js');
  await open.click();
  await page.locator('.upload').waitFor();
  assert.equal(await page.locator('.panel').isVisible(), false);
  assert.equal(await open.getAttribute('aria-pressed'), 'true');
  await close();
});

test('what is opened before all of the page is there opens once it is', async () => {
  for (const [opener, opened] of [['.upload-open', '.upload'], ['.share-open', '.card-share']]) {
    const { page, close } = await openPage('?day=2024-08-10&lang=en', { ready: opened, before: (context) => context.addInitScript((selector) => {
      new MutationObserver((_, observer) => {
        const button = document.querySelector(selector);
        if (!(button instanceof HTMLElement)) return;
        observer.disconnect();
        button.click();
      }).observe(document, { subtree: true, childList: true });
    }, opener) });
    await page.locator(opened).waitFor();
    await close();
  }
});

test('a server that is slow: the day is there, and what comes late changes nothing that the reader chose', async () => {
  /** @type {(() => void)[]} */
  const held = [];
  const { page, close } = await openPage('?day=2024-08-10&lang=en', {
    ready: '.panel-date',
    before: (context) => context.route('**/api/v1/**', async (route) => {
      await new Promise((resolve) => { held.push(() => resolve(null)); });
      await route.continue();
    }),
  });
  assert.equal(await page.locator('.panel-date').innerText(), '10 August 2024');
  assert.match(await page.locator('.number[data-status="ua"]').innerText(), /380 km²/);
  await page.getByRole('combobox', { name: 'Language' }).selectOption('uk');
  await page.locator('html[lang="uk"]').waitFor();
  assert.equal(await page.locator('.panel-date').innerText(), '10 серпня 2024');
  const release = setInterval(() => held.splice(0).forEach((go) => go()), 20);
  await page.locator('.panel[aria-busy="false"]').waitFor();
  assert.equal(await page.locator('.panel-date').innerText(), '10 серпня 2024');
  clearInterval(release);
  await close();
});

test('without JavaScript the page says what it shows, and in which language', async () => {
  const { page, close } = await openPage('?day=2024-08-10&lang=uk', { ready: '.opening', javaScriptEnabled: false });
  assert.match(await page.locator('.opening h1').innerText(), /^10 серпня 2024 · Кордон Курщини й Сумщини/);
  assert.match(await page.locator('.opening').innerText(), /Під контролем України.*380 км².*±2–3 км/);
  await close();
});

test('a phone that is turned while playing plays on, with everything in its place', async () => {
  const { page, close } = await openPage('?day=2024-08-10&lang=en', { viewport: sizes.phone, hasTouch: true });
  await page.getByRole('button', { name: 'Play' }).tap();
  for (const viewport of [{ width: 740, height: 360 }, sizes.phone]) {
    const before = String(await page.locator('.map').getAttribute('data-day'));
    await page.setViewportSize(viewport);
    await page.waitForFunction((day) => String(document.querySelector('.map')?.getAttribute('data-day')) > day, before);
    const outside = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth || document.documentElement.scrollHeight > innerHeight);
    assert.equal(outside, false);
    assert.ok(await page.getByRole('button', { name: 'Pause' }).isVisible());
  }
  await close();
});
