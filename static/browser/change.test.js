import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { assertAccessible } from './accessible.js';
import { goWithin, openPage, sizes } from './harness.js';

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

for (const [name, viewport] of Object.entries(sizes)) {
  test(`the change within a drawn area is of that ground, in numbers, on the map, in the table and cited: ${name}`, async () => {
    const { page, close } = await openPage(`?lang=en&${days}&area=35.1,51.1,35.4,51.1,35.25,51.3`, { viewport, reducedMotion: 'reduce' });
    if (name === 'phone') await page.locator('.sheet-grabber').press('End');
    await page.locator('.change-place').first().waitFor();
    assert.match(line(await page.locator('.change-about').innerText()), /^5–12 Mar 2025, Drawn area, 230 km²\. Changes outside it are not shown\.$/);
    assert.deepEqual((await page.locator('.change-parties tbody tr').allInnerTexts()).map(line), ['Ukraine < 1 km² −98 km²', 'Russia +54 km² < 1 km²']);
    const [drawn, outline] = await Promise.all(['.changed', '.outline'].map((shape) => page.locator(shape).evaluateAll((paths) => {
      const boxes = paths.map((path) => path.getBoundingClientRect());
      return [Math.min(...boxes.map(({ left }) => left)), Math.max(...boxes.map(({ right }) => right))];
    })));
    assert.ok(outline[0] - 2 < drawn[0] && drawn[1] < outline[1] + 2, `${drawn} reaches out of ${outline}`);
    await assertAccessible(page);

    await page.locator('.panel-change .cite summary').click();
    assert.match(await page.locator('.panel-change .cite-text').inputValue(), /within the polygon with the SHA-256/);
    const [sent] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download the area as GeoJSON' }).click()]);
    assert.equal(JSON.parse(await readFile(await sent.path(), 'utf8')).type, 'Polygon');
    await page.getByRole('button', { name: 'What changed, as a table' }).click();
    await page.locator('.card-table caption').first().waitFor();
    for (const [button, column] of [['Ground as CSV', 'area_km2'], ['Places as CSV', 'name_en']]) {
      const [table] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: button }).click()]);
      const [head, ...rows] = (await readFile(await table.path(), 'utf8')).trim().split(/\r?\n/);
      assert.ok(head.split(',').includes(column));
      assert.equal(rows.length, await page.locator('.card-table table').nth(column === 'area_km2' ? 1 : 2).locator('tbody tr').count());
    }
    await assertAccessible(page);
    await close();
  });
}

test('the change of what is in view follows the map once that rests, and a refused area has none', async () => {
  const { page, close } = await openPage(`?lang=en&${days}&region=view&map=11.5/51.2/35.25`, { reducedMotion: 'reduce' });
  await page.locator('.change-about', { hasText: 'What is in view' }).waitFor();
  const whole = await page.locator('.change-parties').innerText();
  /** @type {string[]} */
  const asked = [];
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.pathname.endsWith('/changes')) asked.push(url.searchParams.get('bbox') ?? '');
  });
  // At once: on a busy machine a key is slower than the rest that is waited for.
  await page.locator('#map').evaluate((map) => {
    map.focus();
    for (let i = 0; i < 4; i++) map.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowUp', keyCode: 38, bubbles: true }));
  });
  await page.locator('.panel-change[aria-busy="true"]').waitFor();
  await page.locator('.panel-change[aria-busy="false"]').waitFor();
  assert.equal(asked.length, 1);
  assert.match(asked[0], /^[\d.]+,[\d.]+,[\d.]+,[\d.]+$/);
  assert.notEqual(await page.locator('.change-parties').innerText(), whole);

  await page.goto(`/?lang=en&${days}&area=35,51,35.5,51.3,35.5,51,35,51.3`);
  await page.locator('.panel .note', { hasText: 'This area cannot be measured: the outline crosses itself' }).waitFor();
  assert.equal(await page.locator('.changed').count(), 0);
  assert.equal(await page.locator('.change-parties tbody tr').count(), 0);
  await close();
});

test('days that are dragged past are not asked for, and the change before is told as that, but not drawn, until the next has come', async () => {
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
    return {
      busy: document.querySelector('.panel-change')?.getAttribute('aria-busy'), places: document.querySelectorAll('.change-place').length,
      about: document.querySelector('.change-about')?.textContent, drawn: document.querySelectorAll('.changed').length,
      pale: document.querySelectorAll('.is-change').length,
    };
  });
  assert.deepEqual(meanwhile, { busy: 'true', places: 6, about: '5–12 Mar 2025, All mapped ground.', drawn: 0, pale: 0 });
  await page.locator('.panel-change[aria-busy="false"]').waitFor();
  assert.equal(asked.length, 1);

  await goWithin(page, '?lang=en&day=2025-03-12&from=2024-08-01&mode=change');
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
