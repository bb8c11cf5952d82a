import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPage, sizes } from './harness.js';

/** @typedef {import('playwright-core').Page} Page */

/** @param {string} query */
const open = (query) => openPage(query, { viewport: sizes.phone, hasTouch: true, reducedMotion: 'reduce' });

/** @param {Page} page */
const heightOf = (page) => page.locator('.sheet').evaluate((sheet) => sheet.getBoundingClientRect().height);

/** @param {Page} page @param {string} stop */
const atStop = (page, stop) => page.locator(`.sheet[data-stop="${stop}"]:not(.is-dragged)`).waitFor();

/** @param {Page} page @param {number} by pixels upwards */
async function drag(page, by) {
  const box = await page.locator('.sheet-grabber').boundingBox();
  assert.ok(box);
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x, y - by / 2);
  await page.mouse.move(x, y - by);
  await page.mouse.up();
}

test('half the sheet shows the day and the numbers, and the map keeps more than a third', async () => {
  const { page, close } = await open('?day=2024-08-10&lang=uk');
  await page.locator('.number-value', { hasText: '380' }).waitFor();
  const box = await page.locator('.panel-numbers').boundingBox();
  assert.ok(box && box.y + box.height <= sizes.phone.height + 1);
  assert.ok(await heightOf(page) < sizes.phone.height * 0.6);
  await close();
});

test('the sheet is drawn down to its peek and up to its whole height', async () => {
  const { page, close } = await open('?day=2024-08-10&lang=en');
  await drag(page, -200);
  await atStop(page, 'peek');
  const peek = await heightOf(page);
  assert.ok(peek >= 140 && peek <= 160, `peek is ${peek}`);
  assert.equal(await page.locator('.panel-date').isVisible(), true);
  assert.equal(await page.locator('.panel-numbers').isVisible(), false);
  await drag(page, 500);
  await atStop(page, 'full');
  assert.equal(await page.locator('.panel-region').isVisible(), true);
  assert.equal(await page.locator('.panel-foot').isVisible(), true);
  await close();
});

test('a tap makes the sheet small and brings it back', async () => {
  const { page, close } = await open('?day=2024-08-10&lang=en');
  await page.touchscreen.tap(180, sizes.phone.height - (await heightOf(page)) + 10);
  await atStop(page, 'peek');
  await page.touchscreen.tap(180, sizes.phone.height - (await heightOf(page)) + 10);
  await atStop(page, 'half');
  await close();
});

test('keys change the height of the sheet, and it says which it has', async () => {
  const { page, close } = await open('?day=2024-08-10&lang=en');
  const grabber = page.getByRole('slider', { name: 'Panel height' });
  await grabber.focus();
  await page.keyboard.press('End');
  await atStop(page, 'full');
  assert.equal(await grabber.getAttribute('aria-valuetext'), 'Full');
  await page.keyboard.press('ArrowDown');
  await atStop(page, 'half');
  await page.keyboard.press('Home');
  await atStop(page, 'peek');
  await close();
});

test('the age of the map stays in view at the peek', async () => {
  const { page, close } = await open('?day=2024-08-31&lang=en');
  await page.getByRole('slider', { name: 'Panel height' }).press('Home');
  await atStop(page, 'peek');
  const box = await page.locator('.note').boundingBox();
  assert.ok(box && box.y + box.height <= sizes.phone.height);
  await close();
});

test('language, colours and upload are in the menu', async () => {
  const { page, close } = await open('?day=2024-08-10&lang=en');
  assert.equal(await page.locator('.tools-list').isVisible(), false);
  await page.getByRole('button', { name: 'Menu' }).tap();
  await page.getByRole('combobox', { name: 'Language' }).selectOption('ru');
  await page.locator('html[lang="ru"]').waitFor();
  assert.equal(await page.locator('.panel-date').innerText(), '10 августа 2024');
  await page.keyboard.press('Escape');
  await page.locator('.tools-list').waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Меню' }).tap();
  await page.getByRole('button', { name: 'Загрузить карту на сервер' }).tap();
  await page.locator('.upload').waitFor();
  assert.equal(await page.locator('.tools-list').isVisible(), false);
  await close();
});

test('nothing is wider than the screen, and fingers hit what they aim at', async () => {
  const { page, close } = await open('?day=2024-08-31&lang=uk');
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), sizes.phone.width);
  await page.getByRole('button', { name: 'Меню' }).tap();
  for (const target of await page.locator('.tools-menu, .tool, .sheet-grabber').all()) {
    const box = await target.boundingBox();
    const isGrabber = await target.evaluate((node) => node.classList.contains('sheet-grabber'));
    assert.ok(box && (isGrabber || box.height >= 44) && box.width >= 44);
  }
  await close();
});

test('on a tablet fingers hit what they aim at', async () => {
  const { page, close } = await openPage('?day=2024-08-31&lang=uk', { viewport: { width: 800, height: 900 }, hasTouch: true, isMobile: true });
  for (const target of await page.locator('.zoom button, .timeline-button:visible, .timeline-speed:visible, .timeline-zoom button, .timeline-jump-button, .regions:visible, .tool').all()) {
    const box = await target.boundingBox();
    assert.ok(box && box.height >= 44 && box.width >= 44, `${await target.getAttribute('class')} is ${box?.width} × ${box?.height}`);
  }
  const key = await page.locator('.timeline-key-button').boundingBox();
  const bar = await page.locator('.timeline').boundingBox();
  assert.ok(key && bar && key.y + key.height <= bar.y + bar.height, 'the last of the controls lies in the bar');
  await close();
});
