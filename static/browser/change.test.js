import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible } from './accessible.js';
import { openPage, sizes } from './harness.js';

const days = 'day=2025-03-12&from=2025-03-05&mode=change';

/** @param {string} text */
const line = (text) => text.replace(/\s+/g, ' ').trim();

test('the change is told in numbers, drawn with stripes of whose the ground was, and leads to places', async () => {
  const { page, close } = await openPage(`?lang=en&${days}`, { reducedMotion: 'reduce' });
  await page.locator('.change-place').first().waitFor();
  assert.deepEqual((await page.locator('.change-parties tbody tr').allInnerTexts()).map(line), ['Ukraine < 1 km² −260 km²', 'Russia +310 km² < 1 km²']);
  assert.deepEqual((await page.locator('.change-ways li').allInnerTexts()).map(line), [
    'Grey zone → Russian rear 160 km²', 'Ukraine → Russian rear 150 km²', 'Ukraine → Grey zone 69 km²', 'Ukrainian rear → Grey zone 45 km²',
  ]);
  assert.equal(await page.locator('.changed').count(), 4, 'slivers are not drawn');
  const stripes = await page.locator('.leaflet-change-pane .striped').evaluateAll((paths) => paths.map((path) => path.getAttribute('fill')));
  assert.deepEqual(stripes.sort(), ['url(#gz-grey-was)', 'url(#gz-ua-was)', 'url(#gz-ua-was)']);
  assert.equal(await page.locator('.zone').first().evaluate((path) => getComputedStyle(path).opacity), '0.38');
  await assertAccessible(page);

  await page.getByRole('button', { name: 'Show all 37' }).click();
  assert.equal(await page.locator('.change-place').count(), 37);
  assert.equal(await page.evaluate(() => document.querySelectorAll('.change-place')[6] === document.activeElement), true);
  await page.locator('.change-place', { hasText: 'Sudzha' }).first().press('Enter');
  await page.waitForURL(/place=sudzha.*map=|map=.*place=sudzha/);
  assert.equal(await page.locator('.change-place[aria-current]').innerText().then((text) => text.split('\n')[0]), 'Sudzha');

  await page.getByRole('button', { name: 'What changed, as a table' }).click();
  await page.locator('.card-table caption').first().waitFor();
  const captions = await page.locator('.card-table caption').allInnerTexts();
  assert.deepEqual(captions, ['Gained and lost, for certain', 'What changed', 'Places that changed hands (37)']);
  assert.equal(await page.locator('.card-table table').nth(1).locator('tbody tr').count(), 10, 'the smallest are told too');
  const csv = await page.locator('.table-csv a').first().getAttribute('href');
  assert.match(csv ?? '', /\/api\/v1\/changes\?layer=kursk-sumy&from=2025-03-05&to=2025-03-12&format=csv$/);
  await assertAccessible(page);
  await page.keyboard.press('Escape');
  await page.locator('.card-table').waitFor({ state: 'hidden' });
  await close();
});

test('days that are dragged past are not asked for, and the change before stays, dimmed, until the next has come', async () => {
  const { page, close } = await openPage(`?lang=en&${days}`);
  await page.locator('.change-place').first().waitFor();
  /** @type {string[]} */
  const asked = [];
  await page.route('**/api/v1/changes?*', async (route) => {
    asked.push(new URL(route.request().url()).searchParams.get('to') ?? '');
    await route.continue();
  });
  const meanwhile = await page.getByRole('slider', { name: 'Later day' }).evaluate((slider) => {
    for (let i = 0; i < 6; i++) slider.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true, cancelable: true }));
    return { busy: document.querySelector('.panel-change')?.getAttribute('aria-busy'), places: document.querySelectorAll('.change-place').length };
  });
  assert.deepEqual(meanwhile, { busy: 'true', places: 6 });
  await page.locator('.panel-change[aria-busy="false"]').waitFor();
  assert.equal(asked.length, 1);

  await page.evaluate(() => {
    history.pushState(null, '', '?lang=en&day=2025-03-12&from=2024-08-01&mode=change');
    dispatchEvent(new PopStateEvent('popstate'));
  });
  await page.locator('.note', { hasText: '1 Aug 2024: no map yet, the record starts on 5 Aug 2024.' }).waitFor();
  assert.equal(await page.locator('.change-place').count(), 0, 'from before the first map there is no change');
  assert.equal(await page.locator('.panel-change').getAttribute('aria-busy'), 'false');

  await page.getByRole('slider', { name: 'Earlier day' }).press('End');
  await page.locator('.panel-change[aria-busy="false"]').waitFor();
  await page.getByRole('button', { name: 'Day', exact: true }).click();
  assert.equal(await page.locator('.changed').count(), 0);
  assert.equal(await page.locator('.panel-change').isVisible(), false);
  await page.getByRole('button', { name: 'Every map, as a table' }).click();
  await page.locator('.card-table caption').first().waitFor();
  assert.equal(await page.locator('.card-table tr[aria-current] th').innerText(), '4 Jul 2025');
  assert.ok(await page.locator('.card-table tbody tr').count() > 5);
  const turn = page.getByRole('button', { name: 'Earlier maps' });
  await turn.press('Enter');
  assert.equal(await page.locator('.card-table tbody tr').count(), 60);
  await assertAccessible(page);
  await close();
});

test('on a phone half the sheet has who gained and lost, the whole of it the places', async () => {
  const { page, close } = await openPage(`?lang=ru&${days}`, { viewport: sizes.phone, hasTouch: true, reducedMotion: 'reduce' });
  await page.locator('.change-parties tbody tr').first().waitFor();
  assert.equal(await page.locator('.change-detail').isVisible(), false);
  await page.locator('.sheet-grabber').press('End');
  await page.locator('.change-place').first().waitFor();
  const box = await page.locator('.change-place').first().boundingBox();
  assert.ok(box && box.height >= 44);
  await assertAccessible(page);
  await close();
});
