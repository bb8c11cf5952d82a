import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Timeline, zonesFromFeatures } from '../js/topology.js';
import { openPage, startServer, waitForMap } from './harness.js';
import { assertAlike, seen } from './seen.js';

/**
 * @typedef {import('playwright-core').Page} Page
 * @typedef {import('../js/types.js').Zones} Zones
 */

const timelineRoute = '**/api/v1/timeline*';
const snapshotRoute = '**/snapshots/*';
const broken = { status: 500, contentType: 'application/problem+json', body: '{"detail":"out of order"}' };

/** The paths of what is asked for from now on. @param {Page} page */
function listen(page) {
  /** @type {string[]} */
  const asked = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  return asked;
}

/** @param {Page} page @param {string} key @param {string} day of the map that it leads to */
async function step(page, key, day) {
  await page.getByRole('slider', { name: 'Day' }).press(key);
  await page.locator(`.map[data-day="${day}"]`).waitFor();
}

/** @param {import('playwright-core').BrowserContext} context @param {string} requests @returns {Promise<() => void>} lets them go on */
async function hold(context, requests) {
  /** @type {(() => void) | undefined} */
  let release;
  const released = new Promise((resolve) => { release = () => resolve(null); });
  await context.route(requests, async (route) => {
    await released;
    await route.continue();
  });
  return () => release?.();
}

test('once the timeline has come, no step asks the server for anything', async () => {
  /** @type {Promise<unknown> | undefined} */
  let come;
  const { page, close } = await openPage('?day=2024-08-10&lang=en', {
    before: async (context) => {
      come = context.waitForEvent('requestfinished', (request) => request.url().includes('/timeline?') && request.url().includes('v='));
    },
  });
  await come;
  // The timeline is read after its last byte has come.
  await page.waitForTimeout(200);
  const asked = listen(page);
  for (const [key, day] of [['ArrowRight', '2024-08-11'], ['PageUp', '2024-09-10'], ['End', '2025-07-04'], ['ArrowLeft', '2025-06-22'], ['Home', '2024-08-05']]) {
    await step(page, key, day);
  }
  await page.getByRole('button', { name: 'Play' }).click();
  await page.waitForFunction(() => String(document.querySelector('.map')?.getAttribute('data-day')) > '2024-08-09');
  await page.getByRole('button', { name: 'Pause' }).click();
  assert.deepEqual(asked, []);
  await close();
});

test('the page draws the map that it came with before the server answers anything; then that stays, and nothing is asked for twice', async () => {
  /** @type {(() => void) | undefined} */
  let release;
  /** @type {string[]} */
  const asked = [];
  const { page, close } = await openPage('?day=2024-08-15&lang=en', { ready: '.map[data-day]', before: async (context) => {
    release = await hold(context, '**/api/v1/**');
    context.on('request', (request) => asked.push(new URL(request.url()).pathname));
  } });
  await page.locator('h1').filter({ hasText: /^15 August 2024$/ }).waitFor();
  await page.locator('.panel-name').filter({ hasText: /Kursk/ }).waitFor();
  const zones = await page.locator('svg.zones .zone').evaluateAll((paths) => {
    Object.assign(window, { drawn: paths });
    return paths.length;
  });
  assert.ok(zones >= 2);
  release?.();
  await waitForMap(page);
  assert.ok(await page.evaluate(() => (
    /** @type {{drawn: Element[]} & Window} */ (/** @type {unknown} */ (window)).drawn.every((path) => path.isConnected))));
  assert.deepEqual(asked.filter((path) => /layers$|settings$|snapshots\/./.test(path)), []);
  assert.ok(asked.some((path) => path.endsWith('/snapshots')));
  await close();
});

test('the asked day is drawn, and steps are, before the timeline has come; then nothing is drawn anew', async () => {
  /** @type {(() => void) | undefined} */
  let release;
  const { page, close } = await openPage('?day=2024-08-10&lang=en', { before: async (context) => { release = await hold(context, timelineRoute); } });
  assert.equal(await page.locator('.map').getAttribute('data-day'), '2024-08-10');
  const asked = listen(page);
  await step(page, 'ArrowRight', '2024-08-11');
  assert.equal(asked.filter((path) => path.includes('/snapshots/')).length, 1);
  const before = await seen(page);
  await page.evaluate(() => {
    new MutationObserver(() => document.body.setAttribute('data-redrawn', ''))
      .observe(/** @type {Element} */ (document.querySelector('.leaflet-map-pane')), { subtree: true, childList: true, attributes: true });
  });
  const come = page.waitForEvent('requestfinished', (request) => request.url().includes('/timeline?') && request.url().includes('v='));
  release?.();
  await come;
  await page.waitForTimeout(200);
  assert.equal(await page.locator('body[data-redrawn]').count(), 0);
  asked.length = 0;
  await step(page, 'ArrowRight', '2024-08-12');
  await step(page, 'ArrowLeft', '2024-08-11');
  assert.deepEqual(asked, []);
  assertAlike(await seen(page), before);
  await close();
});

test('without a timeline days are fetched one by one; one that cannot be had leaves the last good map; all can be tried again', async () => {
  const { page, close } = await openPage('?day=2024-08-10&lang=en', {
    before: (context) => context.route(timelineRoute, (route) => route.fulfill(broken)),
  });
  const retry = page.getByRole('button', { name: 'Try again' });
  await retry.waitFor();
  await step(page, 'ArrowRight', '2024-08-11');
  await page.route(snapshotRoute, (route) => route.fulfill(broken));
  await page.getByRole('slider', { name: 'Day' }).press('ArrowRight');
  await page.locator('.note', { hasText: 'Shown: 11 Aug 2024' }).or(page.locator('.note', { hasText: '11 Aug 2024' })).first().waitFor();
  assert.equal(await page.locator('.map').getAttribute('data-day'), '2024-08-11');
  await page.unroute(snapshotRoute);
  await page.context().unroute(timelineRoute);
  await retry.click();
  await page.locator('.map[data-day="2024-08-12"]').waitFor();
  await retry.waitFor({ state: 'detached' });
  await waitForMap(page);
  const asked = listen(page);
  await step(page, 'ArrowRight', '2024-08-13');
  assert.deepEqual(asked, []);
  await close();
});

/** The vertices of each status. @param {Zones} zones */
function verticesOf({ arcs, zones }) {
  /** @type {Map<string, import('../js/types.js').Position[]>} */
  const found = new Map();
  for (const { status, rings } of zones) {
    const own = rings.flat().flatMap((n) => arcs[n < 0 ? ~n : n]);
    found.set(status, (found.get(status) ?? []).concat(own));
  }
  return found;
}

/**
 * Whether each position of a has one of b within half a step of the timeline's grid.
 * @param {import('../js/types.js').Position[]} a
 * @param {import('../js/types.js').Position[]} b
 */
function liesOn(a, b) {
  const within = 0.5e-5 + 1e-9;
  return a.every(([x, y]) => b.some((other) => Math.abs(other[0] - x) <= within && Math.abs(other[1] - y) <= within));
}

test('every map of the timeline is that of its snapshot, but for the grid', async () => {
  const { url, stop } = await startServer();
  /** @param {string} path */
  const get = async (path) => (await fetch(`${url}/api/v1/${path}`)).json();
  const timeline = new Timeline(await get('timeline?layer=kursk-sumy'));
  const { snapshots } = await get('layers/kursk-sumy/snapshots?limit=1000');
  for (const snapshot of snapshots) {
    const single = verticesOf(zonesFromFeatures(await get(`layers/kursk-sumy/snapshots/${snapshot.id}`)));
    const found = timeline.zonesOf(snapshot);
    assert.ok(found, snapshot.valid_at);
    const ofTimeline = verticesOf(found);
    assert.deepEqual([...ofTimeline.keys()].sort(), [...single.keys()].sort());
    for (const [status, vertices] of single) {
      const others = ofTimeline.get(status) ?? [];
      assert.ok(liesOn(vertices, others) && liesOn(others, vertices), `${snapshot.valid_at}: ${status}`);
    }
  }
  await stop();
});
