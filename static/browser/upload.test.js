import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible } from './accessible.js';
import { editorToken, openPage, sizes, startServer } from './harness.js';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {[number, number]} Position */

/** @param {string} status @param {Position[]} ring */
const feature = (status, ring) => ({ type: 'Feature', properties: { status }, geometry: { type: 'Polygon', coordinates: [ring] } });

/** @param {Position} corner @param {number} width @param {number} height @returns {Position[]} */
const box = ([w, s], width, height) => [[w, s], [w + width, s], [w + width, s + height], [w, s + height], [w, s]];

/** @param {string} name @param {unknown} content */
const file = (name, content) => ({
  name, mimeType: 'application/geo+json', buffer: Buffer.from(typeof content === 'string' ? content : JSON.stringify(content)),
});

/** @param {ReturnType<typeof feature>[]} features */
const collection = (...features) => ({ type: 'FeatureCollection', features });

const wide = collection(feature('ru', box([34.4, 51.1], 0.3, 0.15)), feature('grey', box([34.7, 51.1], 0.15, 0.15)));
const bowTie = feature('ua', [[35.2, 51], [35.3, 51.05], [35.3, 51], [35.2, 51.05], [35.2, 51]]);

/** Opens the upload. @param {import('./harness.js').Options & {server?: import('./harness.js').Server}} [options] */
async function open(options) {
  const opened = await openPage('?lang=en', options);
  await opened.page.locator('.upload-open').evaluate((open) => /** @type {HTMLElement} */ (open).click());
  return opened;
}

/** Opens the upload over a database that the test may write to. @param {import('./harness.js').Options} [options] */
async function openOwn(options) {
  const server = await startServer();
  const { page, close } = await open({ server, ...options });
  return { page, close: () => close().finally(server.stop) };
}

/** @param {Page} page @param {ReturnType<typeof file>} chosen */
async function choose(page, chosen) {
  await page.getByLabel('Editor’s token').fill(await editorToken());
  await page.locator('.upload-file').setInputFiles(chosen);
}

/** Where each zone lies on the map, to the pixel. @param {Page} page */
const shapes = (page) => page.locator('.zone').evaluateAll((zones) => zones.map((zone) => {
  const { x, y, width, height } = /** @type {SVGPathElement} */ (zone).getBBox();
  return [zone.getAttribute('fill'), ...[x, y, width, height].map(Math.round)].join(' ');
}).sort().join());

/** @param {Page} page @param {string} name */
const button = (page, name) => page.getByRole('button', { name, exact: true });

test('a file is checked, published, seen on the map and in the numbers, and taken back', async () => {
  const { page, close } = await openOwn();
  const before = await shapes(page);
  await choose(page, file('2025-07-10.geojson', wide));
  await page.getByRole('heading', { name: 'Dry run: 10 July 2025' }).waitFor();
  await page.locator('.areas').waitFor();
  assert.deepEqual(
    await page.locator('.areas tr[data-status="ru"] td').allInnerTexts(),
    ['190', '350', '+340', '−170'],
  );
  assert.equal(await page.getByText('Nothing is stored yet.').isVisible(), true);
  assert.equal(await shapes(page), before);

  await button(page, 'Publish').click();
  await page.locator('.map[data-day="2025-07-10"]').waitFor();
  assert.notEqual(await shapes(page), before);
  await page.getByRole('link', { name: 'Open 10 Jul 2025' }).waitFor();

  await button(page, 'Undo').click();
  await page.locator('.map[data-day="2025-07-04"]').waitFor();
  assert.equal(await shapes(page), before);
  assert.equal(await page.getByText('Undone: 10 Jul 2025 is as it was before.').isVisible(), true);
  await close();
});

for (const [name, viewport] of Object.entries(sizes)) {
  test(`what a file would change is drawn over the map before it, told by party, and withdrawn: ${name}`, async () => {
    const { page, close } = await openOwn({ viewport, reducedMotion: 'reduce' });
    await choose(page, file('2025-07-10.geojson', wide));
    await page.locator('.changed').first().waitFor();
    assert.deepEqual((await page.locator('.upload .change-parties tbody tr').allInnerTexts()).map((row) => row.replace(/\s+/g, ' ').trim().split(' ')[0]), ['Ukraine', 'Russia']);
    assert.ok((await page.locator('.leaflet-change-pane .striped').evaluateAll((paths) => paths.map((path) => path.getAttribute('fill')))).includes('url(#gz-ru-was)'));
    assert.equal(await page.locator('.is-proposed .zone').first().evaluate((zone) => getComputedStyle(zone).opacity), '0.38');
    await assertInView(page);
    await assertAccessible(page);

    const day = page.getByRole('slider', { name: 'Day' });
    await day.press('ArrowLeft');
    await day.press('ArrowLeft');
    await page.locator('.map:not([data-day="2025-07-04"])').waitFor();
    assert.equal(await page.locator('.changed').count(), 0, 'over the map of another day it says something wrong');
    await day.press('End');
    await page.locator('.changed').first().waitFor();

    let release = () => {};
    const released = new Promise((resolve) => { release = () => resolve(null); });
    await page.route('**/snapshots?**', async (route) => {
      await released;
      await route.continue();
    });
    await page.locator('.upload-file').setInputFiles(file('2025-07-11.geojson', collection(feature('ua', box([35, 51], 0.3, 0.2)))));
    await page.locator('.changed').first().waitFor({ state: 'detached' });
    release();
    await page.locator('.changed').first().waitFor();
    await page.locator('.upload-close').click();
    assert.equal(await page.locator('.changed, .is-proposed').count(), 0);

    await page.locator('.upload-open').evaluate((open) => /** @type {HTMLElement} */ (open).click());
    await page.locator('.upload-file').setInputFiles(file('2025-07-10.geojson', wide));
    await page.locator('.changed').first().waitFor();
    await button(page, 'Publish').click();
    await page.locator('.map[data-day="2025-07-10"]').waitFor();
    assert.equal(await page.locator('.changed, .is-proposed').count(), 0);
    await close();
  });
}

/** All that would change is seen beside the card. @param {Page} page */
async function assertInView(page) {
  const { card, drawn, width } = await page.evaluate(() => {
    const boxes = [...document.querySelectorAll('.changed')].map((path) => path.getBoundingClientRect());
    const { left, top, right } = /** @type {Element} */ (document.querySelector('.upload')).getBoundingClientRect();
    return {
      card: { left, top, right }, width: innerWidth,
      drawn: { left: Math.min(...boxes.map((box) => box.left)), right: Math.max(...boxes.map((box) => box.right)), bottom: Math.max(...boxes.map((box) => box.bottom)) },
    };
  });
  const clear = width < 600 ? drawn.left > -1 && drawn.bottom < card.top + 1 : drawn.left > card.right - 1;
  assert.ok(clear && drawn.right < width + 1, JSON.stringify({ card, drawn }));
}

test('the words of a report are the reader’s, and what has no word is the server’s', async () => {
  const { page, close } = await openPage('?lang=uk');
  await page.locator('.upload-open').click();
  await page.locator('.upload-fields input[type="password"]').fill(await editorToken());
  await page.locator('.upload-file').setInputFiles(file('2025-07-10.geojson', collection(...wide.features, feature('nobody', box([34.9, 51.1], 0.1, 0.1)), bowTie)));
  await page.locator('.warnings').waitFor();
  assert.match(await page.locator('.warnings li').innerText(), /^Шар не має статусу «nobody»: пропущено 1 зону, 78 км²\./);
  assert.match(await page.locator('.problems li').innerText(), /Об’єкт 4: контур перетинає сам себе в точці 51\.025° N 35\.250° E\./);
  await page.locator('.warnings summary').click();
  assert.match(await page.locator('.warnings [lang="en"]').innerText(), /nobody/);
  await assertAccessible(page);
  await close();
});

test('a repair is a numbered pin, with the same number in the text', async () => {
  const { page, close } = await open();
  await choose(page, file('2025-07-10.geojson', collection(...wide.features, bowTie)));
  const listed = page.locator('.problems li');
  await listed.waitFor();
  assert.match(await listed.innerText(), /Feature 3: the outline crosses itself at 51\.025° N 35\.250° E\./);
  await listed.getByText('In the server’s words, counted from 0').click();
  assert.match(await listed.locator('.server-words [lang="en"]').innerText(), /^ring 0 of feature 2 crosses itself at 35\.25 51\.025/);
  const pin = page.locator('.pin');
  assert.equal(await pin.innerText(), '1');
  const before = await pin.boundingBox();
  await page.getByRole('button', { name: /^1\. Show on the map/ }).click();
  assert.notDeepEqual(await pin.boundingBox(), before);
  assert.equal(await button(page, 'Publish').isEnabled(), true);
  await close();
});

for (const [name, viewport] of Object.entries(sizes)) {
  test(`every repair has its pin in view, wherever it lies: ${name}`, async () => {
    const { page, close } = await open({ viewport });
    const far = feature('ua', [[38.2, 49], [38.3, 49.05], [38.3, 49], [38.2, 49.05], [38.2, 49]]);
    // Repeats a vertex and touches itself there.
    const twice = feature('ua', [[35, 51.3], [35.1, 51.3], [35.1, 51.4], [35, 51.4], [35, 51.3], [35, 51.3], [35.02, 51.36], [35.06, 51.32], [35, 51.3]]);
    await choose(page, file('2025-07-10.geojson', collection(...wide.features, bowTie, far, twice)));
    const numbers = page.locator('.problems .pin-number');
    await numbers.first().waitFor();
    assert.deepEqual(await numbers.allInnerTexts(), ['1', '2', '3', '4']);
    assert.deepEqual(await page.locator('.pin').allInnerTexts(), ['1', '2', '3', '4']);
    for (const pin of await page.locator('.pin').all()) await assertSeen(page, pin);

    await numbers.nth(1).click();
    const [near, gone] = [await centreOf(page.locator('.pin').nth(1)), await centreOf(page.locator('.pin').nth(0))];
    assert.ok(Math.hypot(near[0] - gone[0], near[1] - gone[1]) > 1000, 'the map did not come near the place');
    await assertSeen(page, page.locator('.pin').nth(1));
    await close();
  });
}

/** @param {import('playwright-core').Locator} locator @returns {Promise<[number, number]>} */
async function centreOf(locator) {
  const box = await locator.boundingBox();
  assert.ok(box);
  return [box.x + box.width / 2, box.y + box.height / 2];
}

/** Nothing lies over it. @param {Page} page @param {import('playwright-core').Locator} pin */
async function assertSeen(page, pin) {
  const number = await pin.innerText();
  const seen = await page.evaluate(([x, y]) => document.elementFromPoint(x, y)?.closest('.pin')?.textContent, await centreOf(pin));
  assert.equal(seen, number, `pin ${number} is not seen`);
}

test('the name of a settlement keeps off a pin beside it', async () => {
  const { page, close } = await open();
  const besideSudzha = feature('ua', [[35.25, 51.17], [35.35, 51.22], [35.35, 51.17], [35.25, 51.22], [35.25, 51.17]]);
  await choose(page, file('2025-07-10.geojson', collection(...wide.features, besideSudzha)));
  await page.locator('.pin').waitFor();
  const sudzha = page.locator('.settlement', { hasText: 'Sudzha' });
  await page.waitForFunction(() => {
    const pin = document.querySelector('.pin')?.getBoundingClientRect();
    const names = [...document.querySelectorAll('.settlement text')].map((name) => name.getBoundingClientRect());
    return pin && names.length > 0 && names.every((name) => name.right <= pin.left || pin.right <= name.left || name.bottom <= pin.top || pin.bottom <= name.top);
  });
  await sudzha.waitFor({ state: 'attached' });
  await close();
});

test('a refused file says what is wrong and where, and cannot be published', async () => {
  const { page, close } = await open();
  const thin = feature('ru', [[34.4, 51.1], [34.5, 51.1], [34.4, 51.1]]);
  await choose(page, file('2025-07-10.geojson', collection(...wide.features, thin)));
  await page.locator('.alarm', { hasText: 'Nothing was stored.' }).waitFor();
  assert.match(await page.locator('.problems li').innerText(), /^1\s+Feature 3: the outline has fewer than three different corners\./);
  assert.equal(await page.locator('.pin').innerText(), '1');
  assert.equal(await button(page, 'Publish').isDisabled(), true);
  assert.equal(await page.getByText('Publish is off until the errors are gone.').isVisible(), true);
  await close();
});

test('a hostile name or content stays text', async () => {
  const { page, close } = await open();
  const name = '2025-07-10 <img src=x onerror=alert(1)>.geojson';
  await choose(page, file(name, collection(...wide.features, feature('<img src=x onerror=alert(1)>', box([34.9, 51.1], 0.1, 0.1)))));
  await page.locator('.warnings').waitFor();
  assert.match(await page.locator('.upload-about').innerText(), /<img src=x onerror=alert\(1\)>/);
  assert.equal(await page.locator('.upload img').count(), 0);
  await close();
});

test('a file that is cut off is refused', async () => {
  const { page, close } = await open();
  await choose(page, file('2025-07-10.geojson', '{"type": "FeatureCollection", "features": ['));
  assert.match(await page.locator('.alarm').innerText(), /Nothing was stored\..*not JSON/);
  await close();
});

test('a large change must be said to be meant, and then stands in the panel', async () => {
  const { page, close } = await openOwn();
  await choose(page, file('2025-07-11.geojson', collection(feature('ru', box([34.4, 51.1], 0.05, 0.05)))));
  await page.locator('.alarm', { hasText: 'Large change.' }).waitFor();
  assert.equal(await button(page, 'Publish').isDisabled(), true);
  await page.getByLabel('The large change is meant').check();
  await button(page, 'Publish').click();
  await page.getByRole('link', { name: 'Open 11 Jul 2025' }).click();
  assert.equal(await page.locator('.panel-date').innerText(), '11 July 2025');
  await page.locator('.number[data-status="ru"] .number-value b', { hasText: /^19$/ }).waitFor();
  await close();
});

test('the same file again is already there, and the same zones on another day change nothing', async () => {
  const { page, close } = await openOwn();
  await choose(page, file('2025-07-10.geojson', wide));
  await button(page, 'Publish').click();
  await button(page, 'Undo').waitFor();
  await page.locator('.upload-file').setInputFiles(file('2025-07-10.geojson', wide));
  await page.locator('.note', { hasText: 'Already there' }).waitFor();
  await page.locator('.upload-file').setInputFiles(file('2025-07-11.geojson', wide));
  await page.locator('.note', { hasText: 'Nothing changes' }).waitFor();
  await close();
});

test('a wrong token is told apart from a missing one, and is never in the address', async () => {
  const { page, close } = await open();
  await page.locator('.upload-file').setInputFiles(file('2025-07-10.geojson', wide));
  await page.locator('.note', { hasText: 'A dry run needs an editor’s token.' }).waitFor();
  await page.getByLabel('Editor’s token').fill('gz_nonsense');
  await button(page, 'Dry run').click();
  await page.locator('.alarm', { hasText: 'does not know this token' }).waitFor();
  await page.getByLabel('Editor’s token').fill(await editorToken());
  await button(page, 'Dry run').click();
  await page.locator('.areas').waitFor();
  assert.doesNotMatch(page.url(), /gz_/);
  assert.equal(await page.evaluate(() => JSON.stringify(localStorage)), '{}');
  await close();
});

test('a file without a day in its name asks for one', async () => {
  const { page, close } = await open();
  await choose(page, file('zones.geojson', wide));
  await page.locator('.alarm', { hasText: 'holds no day' }).waitFor();
  await page.getByLabel('Day of the map (UTC)').fill('2025-07-10');
  await page.getByLabel('Day of the map (UTC)').blur();
  await page.getByRole('heading', { name: 'Dry run: 10 July 2025' }).waitFor();
  await page.locator('.areas').waitFor();
  await close();
});

test('a file goes into a new layer, which is then shown and can be chosen', async () => {
  const { page, close } = await openOwn();
  await page.getByLabel('Layer', { exact: true }).selectOption({ label: 'A new layer' });
  await page.getByLabel('Name of the new layer').fill('osint');
  await choose(page, file('2025-07-10.geojson', wide));
  await page.getByText('It would be the first map of this layer.').waitFor();
  await button(page, 'Publish').click();
  await page.getByRole('link', { name: 'Open 10 Jul 2025' }).click();
  await page.locator('.panel-foot', { hasText: 'The licence of this layer is unknown' }).waitFor();
  await page.waitForURL(/[?&]layer=osint(&|$)/);
  await page.getByRole('combobox', { name: 'Choose the map layer' }).selectOption('kursk-sumy');
  await page.locator('.map[data-day="2025-07-04"]').waitFor();
  assert.equal(await page.locator('.panel-date').innerText(), '4 July 2025');
  await close();
});

test('a file dropped anywhere on the page opens the upload', async () => {
  const { page, close } = await openPage('?lang=en');
  const data = await page.evaluateHandle((text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], '20250710.json'));
    return transfer;
  }, JSON.stringify(wide));
  await page.dispatchEvent('.map', 'dragenter', { dataTransfer: data });
  assert.equal(await page.getByText('Drop the file to check it').isVisible(), true);
  await page.dispatchEvent('.map', 'drop', { dataTransfer: data });
  await page.getByRole('heading', { name: 'Dry run: 10 July 2025' }).waitFor();
  assert.equal(await page.getByText('Drop the file to check it').isVisible(), false);
  assert.equal(await page.locator('.upload').count(), 1);
  await close();
});

test('without the server nothing is lost but time', async () => {
  const { page, close } = await open();
  await page.route('**/snapshots?**', (route) => route.abort());
  await choose(page, file('2025-07-10.geojson', wide));
  await page.locator('.note', { hasText: 'The server cannot be reached. Nothing was stored' }).waitFor();
  await page.unroute('**/snapshots?**');
  await button(page, 'Dry run').click();
  await page.locator('.areas').waitFor();
  await close();
});

for (const [name, viewport] of Object.entries(sizes)) {
  test(`the upload shuts out nobody with assistive technology: ${name}`, async () => {
    const { page, close } = await open({ viewport });
    await choose(page, file('2025-07-11.geojson', collection(feature('ru', box([34.4, 51.1], 0.05, 0.05)), bowTie)));
    await page.locator('.areas').waitFor();
    await assertAccessible(page);
    await close();
  });
}
