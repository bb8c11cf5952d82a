import assert from 'node:assert/strict';
import { test } from 'node:test';
import { goWithin, openPage, sizes } from './harness.js';
import { assertAlike, seen } from './seen.js';

test('the page opens on the day asked for, with its zones, their names and their sources', async () => {
  const { page, close } = await openPage('?day=2024-08-10');
  assert.equal(await page.locator('.map').getAttribute('data-day'), '2024-08-10');
  const { zones, names } = await seen(page);
  assert.deepEqual([...new Set(zones.map(({ ground }) => ground))].sort(), ['url(#gz-grey)', 'url(#gz-ua)']);
  for (const name of ['HELD BY UKRAINE', 'GREY ZONE', 'KURSK OBLAST', 'SUMY OBLAST', 'Sudzha']) assert.ok(names.includes(name), name);
  assert.match(await page.locator('.attribution').innerText(), /approximate ±2–3 km.*OpenStreetMap/);
  await close();
});

test('without a day the page opens on the newest map', async () => {
  const { page, close } = await openPage('');
  assert.equal(await page.locator('.map').getAttribute('data-day'), '2025-07-04');
  await close();
});

test('a day without a map shows the one before, and before the first there is none', async () => {
  const { page, close } = await openPage('?day=2024-08-31');
  assert.equal(await page.locator('.map').getAttribute('data-day'), '2024-08-29');
  await page.goto('/?day=2024-08-01');
  await page.locator('.settlement').first().waitFor();
  assert.equal(await page.locator('.zone').count(), 0);
  await close();
});

test('the address holds what is seen, and opening it shows the same', async () => {
  const { page, close } = await openPage('?day=2025-03-12&lang=uk');
  await page.locator('.map').focus();
  await page.keyboard.press('+');
  await page.waitForURL(/[?&]map=/);
  await page.keyboard.press('ArrowRight');
  await page.waitForFunction((before) => location.search !== before, new URL(page.url()).search);
  const before = await seen(page);
  const again = await openPage(new URL(page.url()).search);
  const after = await seen(again.page);
  assertAlike(after, before);
  assert.ok(before.names.includes('СІРА ЗОНА'));
  await again.close();
  await close();
});

test('a screen that is turned and turned back shows the same: the reader has not moved the map', async () => {
  const { page, close } = await openPage('?day=2025-03-12', { viewport: sizes.phone });
  const turns = [
    { key: 'ArrowRight', day: '2025-03-13', size: { width: 740, height: 360 } },
    { key: 'ArrowLeft', day: '2025-03-12', size: sizes.phone },
  ];
  await page.locator('.timeline-handle').focus();
  const before = await seen(page);
  for (const { key, day, size } of turns) {
    await page.setViewportSize(size);
    await page.keyboard.press(key);
    // The address is written last, and with all that has changed until then.
    await page.waitForURL((url) => url.searchParams.get('day') === day);
    assert.equal(new URL(page.url()).hash, '');
  }
  assertAlike(await seen(page), before);
  await close();
});

test('an address with garbage opens the map all the same', async () => {
  const { page, close } = await openPage('?layer=%3Cb%3E&day=2025-02-30&lang=xx&region=%22&theme=pink#map=a/b/c');
  assert.equal(await page.locator('.map').getAttribute('data-day'), '2025-07-04');
  await close();
});

test('a zone says on hover whose it is, how large, and of which day', async () => {
  const { page, close } = await openPage('?day=2024-08-31#map=10/51.2/35.2');
  const sudzha = await page.locator('.settlement', { hasText: 'Sudzha' }).locator('circle').boundingBox();
  assert.ok(sudzha);
  await page.mouse.move(sudzha.x - 10, sudzha.y);
  await page.mouse.move(sudzha.x - 14, sudzha.y);
  assert.match(await page.locator('.map-tip').innerText(), /^Held by Ukraine, 1,000 km², map of 29 Aug 2024$/);
  await close();
});

for (const [name, viewport] of Object.entries(sizes)) {
  test(`no name lies under a card or on another name: ${name}`, async () => {
    const { page, close } = await openPage('?day=2025-06-22&lang=uk', { viewport });
    const clashes = await page.evaluate(() => {
      const boxes = [...document.querySelectorAll('.settlement text, .zone-name text')].map((node) => node.getBoundingClientRect());
      const cards = [...document.querySelectorAll('.panel, .tools, .timeline, .sheet, .zoom, .attribution, .scale')]
        .map((node) => node.getBoundingClientRect()).filter(({ width }) => width > 0);
      /** @param {DOMRect} a @param {DOMRect} b */
      const clash = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 6;
      return boxes.filter((a, i) => cards.some((b) => clash(a, b)) || boxes.slice(i + 1).some((b) => clash(a, b))).length;
    });
    assert.equal(clashes, 0);
    await close();
  });
}

test('a step between days leaves the map where it is', async () => {
  const { page, close } = await openPage('?day=2024-08-10');
  const border = () => page.locator('.border-line').getAttribute('d');
  const before = await border();
  await goWithin(page, '?day=2024-08-20');
  await page.locator('.map[data-day="2024-08-20"]').waitFor();
  assert.equal(await border(), before);
  await close();
});

test('an address shows the same place on a screen with other cards', async () => {
  for (const viewport of Object.values(sizes)) {
    const { page, close } = await openPage('?day=2025-03-12&lang=en#map=9.3/51.19/35.27', { viewport });
    const dot = await page.locator('.settlement', { hasText: 'Sudzha' }).locator('circle').boundingBox();
    const hidden = await page.evaluate(({ x, y }) => !document.elementFromPoint(x, y)?.closest('.map'), dot ?? { x: 0, y: 0 });
    assert.ok(dot && !hidden, 'Sudzha lies in what the cards leave free');
    await close();
  }
});

test('Back returns to the region chosen before', async () => {
  const { page, close } = await openPage('?day=2025-03-12&region=kursk&lang=en');
  const select = page.getByRole('combobox', { name: /Measure/ });
  await page.waitForURL(/layer=/);
  await select.selectOption('sumy');
  await page.waitForURL(/region=sumy/);
  await page.goBack();
  await page.waitForURL(/region=kursk/);
  assert.equal(await select.inputValue(), 'kursk');
  await close();
});
