import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible } from './accessible.js';
import { openPage } from './harness.js';

/** @typedef {import('playwright-core').Page} Page */

const day = '?layer=kursk-sumy&day=2024-08-31&lang=en';
const touch = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** @param {Page} page */
const card = (page) => page.locator('.card-place');

/** Where the mark of a settlement stands. @param {Page} page @param {string} name */
async function markOf(page, name) {
  const box = await page.locator('.settlement', { hasText: name }).locator('circle').first().boundingBox();
  assert.ok(box, name);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** @param {Page} page @param {string} key @param {string} value */
const waitForQuery = (page, key, value) => page.waitForFunction(([name, wanted]) => (
  (new URL(location.href).searchParams.get(name) ?? '') === wanted), [key, value]);

test('by keyboard alone: a search with a letter wrong leads to the history, and from there to the day of a turn', async () => {
  const { page, close } = await openPage(day);
  let asked = 0;
  page.on('request', (request) => { if (request.url().includes('/api/v1/history')) asked++; });
  await page.keyboard.press('/');
  await page.locator('#search-field:focus').waitFor();
  await page.keyboard.type('Sudgha');
  const field = page.getByRole('combobox', { name: 'Settlement, region or coordinates' });
  const option = page.locator('#search-list').getByRole('option', { selected: true });
  await option.filter({ hasText: 'Sudzha' }).waitFor();
  assert.equal(await option.textContent(), 'Sudzha Kursk Oblast, Russia');
  assert.equal(await field.getAttribute('aria-activedescendant'), await option.getAttribute('id'));
  await assertAccessible(page);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await page.locator('.ribbon-stretch').first().waitFor();
  assert.equal(await card(page).getByRole('heading', { level: 2 }).textContent(), 'Sudzha');
  assert.match(await card(page).locator('.place-about').textContent() ?? '', /^Суджа · Kursk Oblast, Russia · 51\.191° N 35\.271° E/);
  const status = card(page).locator('.place-status');
  assert.equal(await status.textContent(), 'Held by Ukraine on 31 Aug 2024 · since 11 Aug · map of 29 Aug 2024');
  assert.ok(await card(page).evaluate((node) => node === document.activeElement), 'the card has the focus');
  await waitForQuery(page, 'place', 'sudzha');
  assert.equal(await page.locator('.selection-ring').count(), 1);
  const reports = card(page).locator('.reports li');
  assert.equal(await page.locator('.reports-title').textContent(), `What was said, and by whom (${await reports.count()})`);
  assert.ok(await reports.locator('a').count() > 0);
  await assertAccessible(page);
  await card(page).getByRole('button', { name: /^Grey zone, 12 Mar 2025/ }).first().press('Enter');
  await waitForQuery(page, 'day', '2025-03-12');
  assert.equal(await status.textContent(), 'Grey zone on 12 Mar 2025 · since 12 Mar');
  assert.equal(asked, 1, 'another day is told without asking again');
  await page.keyboard.press('Escape');
  await card(page).waitFor({ state: 'hidden' });
  await waitForQuery(page, 'place', '');
  await page.keyboard.press('/');
  await field.fill('51.3, 35.2');
  await page.getByRole('option', { name: 'Go to 51.300° N 35.200° E' }).click();
  await waitForQuery(page, 'place', '35.2,51.3');
  await page.keyboard.press('/');
  await field.fill('su');
  await option.filter({ hasText: 'Sumy Oblast' }).waitFor();
  // Who types fast means what was typed last.
  await field.evaluate((/** @type {HTMLInputElement} */ node) => {
    node.value = 'sudja';
    node.dispatchEvent(new Event('input'));
    node.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }));
  });
  await waitForQuery(page, 'place', 'sudzha');
  await close();
});

test('what is typed before the search has come goes into it, Enter too', async () => {
  /** @type {(() => void) | undefined} */
  let release;
  const { page, close } = await openPage(day, { before: (context) => context.route(/\/kit-[^/]*\.js$/, async (route) => {
    await new Promise((resolve) => { release = () => resolve(null); });
    await route.continue();
  }) });
  await page.keyboard.press('/');
  await page.keyboard.type('sudja');
  await page.keyboard.press('Enter');
  while (!release) await page.evaluate(() => new Promise(requestAnimationFrame));
  release();
  await waitForQuery(page, 'place', 'sudzha');
  await close();
});

test('a click on a settlement tells of it, one on the ground of that point, and Back closes the card', async () => {
  const { page, close } = await openPage(`${day}&mode=swipe&from=2024-08-10`);
  const mark = await markOf(page, 'Sumy');
  await page.mouse.click(mark.x + 4, mark.y);
  await waitForQuery(page, 'place', 'sumy');
  await page.locator('.place-status p').nth(1).waitFor();
  assert.match(await page.locator('.place-status').textContent() ?? '', /Ukrainian rear on 10 Aug 2024.*Ukrainian rear on 31 Aug 2024/);
  await page.mouse.click(mark.x - 60, mark.y + 40);
  await page.waitForFunction(() => /^3\d\.\d+,5\d/.test(new URL(location.href).searchParams.get('place') ?? ''));
  await card(page).getByRole('heading', { name: /^5\d\.\d{3}° N 3\d\.\d{3}° E$/ }).waitFor();
  // Two clicks that follow each other at once are one step.
  while (await card(page).isVisible()) await page.goBack();
  assert.match(page.url(), /mode=swipe/);
  await close();
});

test('on a phone a tap opens the card over the sheet, with room for a finger; what cannot be had is said, and can be had again', async () => {
  let broken = true;
  const { page, close } = await openPage('?layer=kursk-sumy&day=2024-08-31&lang=uk', {
    ...touch,
    before: (context) => context.route('**/api/v1/history*', (route) => (
      broken ? route.fulfill({ status: 500, contentType: 'application/problem+json', body: '{"detail": "out of order"}' }) : route.fallback())),
  });
  const { x, y } = await markOf(page, 'Суджа');
  await page.touchscreen.tap(x + 12, y + 8);
  const retry = card(page).locator('.place-note button');
  await retry.waitFor();
  assert.match(await card(page).locator('.place-note').textContent() ?? '', /на сервері сталася помилка/);
  broken = false;
  await retry.tap();
  await card(page).locator('.ribbon-stretch').first().waitFor();
  assert.equal(await retry.count(), 0);
  const [shown, close44] = await Promise.all([card(page).boundingBox(), card(page).locator('.card-close').boundingBox()]);
  assert.ok(shown && shown.width === 390 && shown.y + shown.height === 844, JSON.stringify(shown));
  assert.ok(close44 && close44.width >= 44 && close44.height >= 44, JSON.stringify(close44));
  assert.ok(await card(page).evaluate((node) => node.scrollWidth <= node.clientWidth), 'nothing is wider than the card');
  await assertAccessible(page);

  await page.goto(new URL('?day=2024-08-31&lang=uk&place=sudzha', page.url()).href);
  await page.waitForFunction(() => {
    const boxOf = (/** @type {string} */ selector) => document.querySelector(selector)?.getBoundingClientRect();
    const [ring, head, over] = ['.selection-ring', '.panel-name', '.card-place'].map(boxOf);
    return ring && head && over && ring.bottom - ring.height / 2 > head.bottom && ring.bottom < over.top;
  }, null, { timeout: 10_000 });
  assert.equal(new URL(page.url()).searchParams.get('map'), null, 'the map was not moved by the reader');
  await close();
});

test('names, notes and sources with markup are text, and only addresses of the web are links', async () => {
  const bold = '<b onclick="x">Bold</b>';
  const { page, close } = await openPage(day, {
    before: async (context) => {
      await context.route('**/api/v1/settlements*', async (route) => {
        const response = await route.fetch();
        const { settlements } = await response.json();
        settlements.find((/** @type {{id: string}} */ { id }) => id === 'sudzha').name.en = bold;
        await route.fulfill({ response, json: { settlements } });
      });
      await context.route('**/api/v1/history*', async (route) => {
        const response = await route.fetch();
        const history = await response.json();
        const report = { date: '2024-08-08', settlement: 'sudzha', status: bold, kind: bold, note: bold };
        history.events = [{ ...report, source: { title: bold, url: 'javascript:alert(1)' } }, { ...report, source: { title: 'general-knowledge', url: '' } }];
        await route.fulfill({ response, json: history });
      });
    },
  });
  await page.keyboard.press('/');
  await page.locator('#search-field:focus').waitFor();
  await page.keyboard.type('bold');
  await page.getByRole('option').filter({ hasText: bold }).click();
  await page.locator('.reports li').nth(1).waitFor();
  assert.equal(await card(page).getByRole('heading', { level: 2 }).textContent(), bold);
  assert.equal(await page.locator('.card b, .card [onclick], .reports a').count(), 0);
  assert.deepEqual(await page.locator('.report-source').allTextContents(), [`${bold} (no link) · ${bold}`, `general knowledge, no link · ${bold}`]);
  await close();
});
