import assert from 'node:assert/strict';
import { connect, createServer } from 'node:net';
import { once } from 'node:events';
import { test } from 'node:test';
import { assertAccessible } from './accessible.js';
import { editorToken, openPage, sizes, startServer, waitForMap } from './harness.js';
import { lazily } from './run.js';

/** @typedef {import('playwright-core').Page} Page */

/** All tests write to one, each later days. */
const own = lazily(() => startServer());

/** @param {Page} page */
const flag = (page) => page.locator('.timeline-flag').last().textContent();
/** @param {Page} page */
const news = (page) => page.locator('.panel-news');

/**
 * Publishes the map of another day as that of `day`.
 * @param {string} url of the server
 * @param {string} day
 * @param {string} like
 * @param {string} [query]
 * @returns {Promise<string>} its ID
 */
async function publish(url, day, like, query = 'layer=kursk-sumy') {
  const layer = new URLSearchParams(query).get('layer');
  const body = await (await fetch(`${url}/api/v1/layers/kursk-sumy/snapshots/${like}`)).text();
  const answer = await fetch(`${url}/api/v1/layers/${layer}/snapshots?datetime=${day}&allow_large_change=true&create_layer=true`, {
    method: 'POST', body, headers: { Authorization: `Bearer ${await editorToken()}` },
  });
  assert.equal(answer.status, 201);
  return (await answer.json()).snapshot.id;
}

/**
 * Takes back what was published last of a day.
 * @param {string} url of the server
 * @param {string} id
 */
async function withdraw(url, id) {
  const answer = await fetch(`${url}/api/v1/layers/kursk-sumy/snapshots/${id}/revert`, {
    method: 'POST', headers: { Authorization: `Bearer ${await editorToken()}` },
  });
  assert.ok(answer.ok);
}

/** The addresses that the pages of a context ask for. @param {import('playwright-core').BrowserContext} context */
function requestsOf(context) {
  /** @type {string[]} */
  const asked = [];
  context.on('request', (request) => asked.push(new URL(request.url()).pathname + new URL(request.url()).search));
  return asked;
}

/** Notes in the page whether anything of the map is drawn anew. @param {Page} page */
const watchMap = (page) => page.evaluate(() => {
  new MutationObserver(() => document.body.setAttribute('data-redrawn', '')).observe(
    /** @type {Element} */ (document.querySelector('.leaflet-zones-pane')), { subtree: true, childList: true, attributeFilter: ['d'] });
});

test('who looks at the newest map is told of a newer one, who looks at the past is left in peace', async () => {
  const server = await own();
  /** @type {string[]} */
  let asked = [];
  const { page, close } = await openPage('?lang=en', { server, before: async (context) => { asked = requestsOf(context); } });
  const past = await page.context().newPage();
  await past.goto('/?lang=en&day=2024-08-31');
  await waitForMap(past);
  await watchMap(past);
  await publish(server.url, '2025-07-05', '2025-03-12');
  await news(page).getByText('New map: 5 July 2025').waitFor();
  assert.equal(await flag(page), '4 Jul 2025', 'nothing moves by itself');
  assert.equal(await page.locator('.news[role="status"] .note').count(), 1);
  await assertAccessible(page);
  await news(past).getByText('New map: 5 July 2025').waitFor();
  assert.equal(await past.locator('.news .note').count(), 0, 'it is told in passing');
  assert.equal(await past.locator('body[data-redrawn]').count(), 0, 'the map of the past was drawn again');
  const soonGone = await publish(server.url, '2025-07-06', '2025-03-12');
  await news(page).getByText('New map: 6 July 2025').waitFor();
  await withdraw(server.url, soonGone);
  await news(page).getByText('New map: 5 July 2025').waitFor();
  assert.equal(asked.filter((path) => path.includes('/stream')).length, 1, 'the second tab has no connection of its own');
  await news(page).getByRole('button', { name: 'Show' }).click();
  assert.equal(await flag(page), '5 Jul 2025');
  assert.equal(await news(page).innerText(), '');
  await past.close();

  await publish(server.url, '2025-07-05', '2025-03-05');
  await news(page).getByText('The map of 5 July 2025 was corrected').waitFor();
  assert.equal(await flag(page), '5 Jul 2025');

  await page.getByRole('button', { name: 'Go to a day' }).click();
  await page.locator('.timeline-jump').getByLabel('Show new maps by themselves').check();
  await page.keyboard.press('Escape');
  asked.length = 0;
  await publish(server.url, '2025-07-06', '2025-03-12', 'layer=another');
  await publish(server.url, '2025-07-06', '2025-03-12');
  await news(page).getByText('The new map of 6 July 2025 is shown').waitFor();
  await page.locator('.timeline-flag').getByText('6 Jul 2025', { exact: true }).waitFor();
  assert.equal(asked.filter((path) => path.endsWith('/layers')).length, 1, 'news of another layer has nothing fetched');
  await page.reload();
  await waitForMap(page);
  await page.locator('.timeline-jump-button').click();
  assert.ok(await page.locator('.timeline-jump').getByLabel('Show new maps by themselves').isChecked(), 'the setting stays');
  await close();
});

test('a lost connection is said and mended, and what was missed is fetched', async () => {
  const server = await own();
  const way = await passage(Number(new URL(server.url).port));
  const { page, close } = await openPage('?lang=en', {
    server: { ...server, url: way.url },
    before: (context) => context.clock.install(),
  });
  await page.locator('.panel[aria-busy="false"]').waitFor();
  way.shut();
  await publish(server.url, '2025-07-08', '2025-03-12');
  await page.waitForTimeout(50);
  assert.equal(await news(page).innerText(), '', 'a blink is not worth a word');
  await page.clock.runFor(4500);
  await news(page).getByText('No connection').waitFor();
  await way.open();
  await page.clock.runFor(60_000);
  await news(page).getByText('New map: 8 July 2025').waitFor();
  assert.equal(await news(page).getByText('No connection').count(), 0);
  await close();
  way.shut();
});

test('fifty tabs, of which a browser lets six speak to a server at once, all hear of a new map', async () => {
  const server = await own();
  const { page, close } = await openPage('?lang=en&day=2025-07-08', { server, viewport: sizes.phone });
  // Only the days matter here, and what else there is takes long.
  const needless = /timeline|area-controlled|events|claims|settlements|regions|outlines|settings|snapshots\/|\.css|\.woff2/;
  await page.context().route(needless, (route) => route.abort());
  // Opened by one another they share a process, else fifty would take minutes; and small ones are drawn sooner.
  await page.evaluate(() => { for (let i = 0; i < 49; i++) window.open(location.href); });
  while (page.context().pages().length < 50) await page.context().waitForEvent('page');
  const tabs = page.context().pages().filter((tab) => tab !== page);
  // The map comes with the page; what is news is known with the list of maps.
  await Promise.all(tabs.map((tab) => tab.locator('.map[data-snapshot]').waitFor({ state: 'attached' })));
  await Promise.all(tabs.map((tab) => tab.locator('.timeline-handle[aria-valuemax]').first().waitFor({ state: 'attached' })));
  await publish(server.url, '2025-07-09', '2025-03-12');
  await Promise.all(tabs.map((tab) => news(tab).getByText('New map: 9 July 2025').waitFor()));
  await page.close();
  await publish(server.url, '2025-07-10', '2025-03-12');
  await Promise.all(tabs.map((tab) => news(tab).getByText('New map: 10 July 2025').waitFor()));
  await close();
});

/**
 * A way to a server that can be shut and opened again.
 * @param {number} port
 */
async function passage(port) {
  /** @type {Set<import('node:net').Socket>} */
  const sockets = new Set();
  const server = createServer((socket) => {
    const on = connect(port, '127.0.0.1');
    for (const [from, to] of [[socket, on], [on, socket]]) {
      sockets.add(from);
      from.on('error', () => to.destroy()).on('close', () => {
        to.destroy();
        sockets.delete(from);
      });
    }
    socket.pipe(on).pipe(socket);
  });
  const open = async (at = 0) => {
    server.listen(at, '127.0.0.1');
    await once(server, 'listening');
    return /** @type {import('node:net').AddressInfo} */ (server.address()).port;
  };
  const at = await open();
  return {
    url: `http://127.0.0.1:${at}`,
    open: () => open(at),
    shut() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
