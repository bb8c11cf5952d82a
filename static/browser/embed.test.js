import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { assertAccessible } from './accessible.js';
import { openPage } from './harness.js';

test('an embedded map says day, numbers, accuracy and sources, and opens the full map on the same view', async () => {
  const { page, close } = await openPage('embed?day=2024-08-31&lang=en', { viewport: { width: 640, height: 480 } });
  assert.equal(await page.locator('.panel-date').innerText(), '31 August 2024');
  assert.match(await page.locator('.panel-age').innerText(), /No map for this day\. Shown: 29 Aug 2024, 2 days earlier\./);
  assert.match(await page.locator('.number').first().innerText(), /Held by Ukraine\s+1,000 km²/);
  assert.match(await page.locator('.attribution').innerText(), /approximate ±2–3 km.*OpenStreetMap.*Open the full map/s);
  for (const part of ['.tools', '.panel-foot', '.panel-region', '.upload', '.card', '.timeline-speed']) {
    assert.equal(await page.locator(part).filter({ visible: true }).count(), 0, part);
  }
  const bar = await page.locator('.timeline').boundingBox();
  assert.deepEqual([bar?.height, bar?.width], [84, 640]);

  const steps = await page.evaluate(() => history.length);
  await page.locator('.timeline-handle').focus();
  await page.keyboard.press('ArrowRight');
  await page.locator('#map:not([data-day="2024-08-29"])').waitFor();
  await page.waitForURL((url) => url.searchParams.get('day') !== '2024-08-31');
  assert.equal(await page.evaluate(() => history.length), steps, 'Back still leaves the page around the map');
  const link = page.getByRole('link', { name: 'Open the full map' });
  assert.match(await link.getAttribute('href') ?? '', new RegExp(`/\\${new URL(page.url()).search}$`));
  assert.equal(await link.getAttribute('target'), '_blank');
  await assertAccessible(page);

  await page.setViewportSize({ width: 280, height: 260 });
  const [narrow, across] = await page.evaluate(() => [document.documentElement.scrollWidth, [...document.querySelectorAll('.panel, .timeline, .attribution')]
    .every((part) => part.getBoundingClientRect().left >= 0 && part.getBoundingClientRect().right <= innerWidth)]);
  assert.equal(narrow, 280);
  assert.ok(across, 'nothing reaches over the edge of a narrow frame');
  assert.deepEqual(await page.locator('.number-name').evaluateAll((names) => names.map((name) => name.getBoundingClientRect().width > 30)), [true, true, true],
    'each number has its words');

  const { search } = new URL(page.url());
  await page.setViewportSize({ width: 320, height: 568 });
  await page.goto(`/embed${search}&from=2024-08-10&mode=side`);
  await page.locator('.compare-from').waitFor();
  const [panel, flag] = await page.evaluate(() => [...document.querySelectorAll('.panel, .compare-from')].map((part) => part.getBoundingClientRect()));
  assert.ok(flag.top >= panel.bottom, 'the day of the upper map stands under the card');
  await page.goto(`/embed${search}&from=2024-08-10&mode=change`);
  for (const part of ['.change-parties th', '.change-explained']) await page.locator(part).last().waitFor();
  assert.match(await page.locator('.panel-change').innerText(), /Gained\s+Lost.*stripes whose it was/s);
  assert.ok(await page.evaluate(() => document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '/', bubbles: true, cancelable: true }))), 'a key that opens nothing here is left to the browser');
  await close();
});

for (const viewport of [{ width: 600, height: 450 }, { width: 360, height: 480 }]) {
  test(`the card that comes with the page is as large, and says as much, as what takes its place: ${viewport.width} wide`, async () => {
    const address = 'embed?day=2024-08-31&lang=en';
    const came = await openPage(address, { viewport, javaScriptEnabled: false, ready: '.opening' });
    const { page, close } = await openPage(address, { viewport });
    /** @param {import('playwright-core').Locator} card */
    const seen = async (card) => ({ box: await card.boundingBox(), words: (await card.locator('.panel-date, .note, .number').allInnerTexts()).join(' ').replace(/\s+/g, ' ') });
    // Its hint to those who have no JavaScript is under the rest.
    await came.page.locator('noscript').evaluate((hint) => hint.remove());
    assert.deepEqual(await seen(came.page.locator('.opening')), await seen(page.locator('.panel')));
    await came.close();
    await close();
  });
}

test('a frame in a page of another site, which is refused what tabs share, leaves it the wheel and the Tab key, and swipes', async () => {
  const { page, close } = await openPage('embed?day=2025-03-12&from=2024-08-31&mode=swipe&lang=en');
  const address = page.url();
  const site = createServer((_, response) => response.setHeader('Content-Type', 'text/html').end(`<!doctype html><title>Article</title>
    <body style="height:3000px"><a href="#a">before</a><iframe src="${address}" width="640" height="480" title="Map"></iframe><a href="#b">after</a>`));
  await once(site.listen(0, 'localhost'), 'listening');
  await page.goto(`http://localhost:${/** @type {import('node:net').AddressInfo} */ (site.address()).port}`);
  const frame = page.frameLocator('iframe');
  await frame.locator('#map[data-day="2025-03-12"]').waitFor();
  const divider = frame.getByRole('slider', { name: /divider/i });
  const before = await divider.getAttribute('aria-valuenow');
  await divider.press('ArrowLeft');
  assert.notEqual(await divider.getAttribute('aria-valuenow'), before);

  const scale = await frame.locator('.scale').getAttribute('aria-label');
  await page.locator('iframe').hover({ position: { x: 480, y: 240 } });
  await page.mouse.wheel(0, 200);
  await page.waitForFunction(() => scrollY > 0);
  assert.equal(await frame.locator('.scale').getAttribute('aria-label'), scale, 'the map stays as it is');

  await page.getByRole('link', { name: 'before' }).focus();
  for (let i = 0; i < 30 && await page.evaluate(() => document.activeElement?.textContent !== 'after'); i++) await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'after');
  await close();
  site.close();
});
