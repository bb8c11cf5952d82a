import { test } from 'node:test';
import { assertAccessible } from './accessible.js';
import { openPage, sizes, waitForMap } from './harness.js';

// axe finds nothing, in any state of the page: each of these is looked at wide and as narrow as a phone, in one language and
// theme or another.
const states = [
  { name: 'one day', address: 'day=2024-08-31&lang=en' },
  { name: 'the last day, dark', address: 'lang=uk&theme=dark' },
  { name: 'swipe', address: 'day=2025-03-12&from=2024-08-31&mode=swipe&lang=ru' },
  { name: 'side by side, dark', address: 'day=2025-03-12&from=2024-08-31&mode=side&lang=en&theme=dark' },
  { name: 'change', address: 'day=2025-03-12&from=2025-03-05&mode=change&lang=uk' },
  { name: 'a place, dark', address: 'day=2024-08-31&place=sudzha&lang=ru&theme=dark' },
  { name: 'a drawn area', address: 'day=2024-08-31&area=34.9,51.1,35.4,51.1,35.2,51.4&lang=en' },
  { name: 'change in a drawn area, dark', address: 'day=2025-03-12&from=2025-03-05&mode=change&area=35.1,51.1,35.4,51.1,35.25,51.3&lang=ru&theme=dark' },
  { name: 'a stretch of the chart', address: 'day=2024-08-31&range=2024-08-05/2024-09-20&lang=uk' },
];
const cards = ['Search', 'Measure on the map', 'Layers', 'Share', 'Upload a map'];

for (const { name, address } of states) {
  test(`nothing shuts anybody out: ${name}`, async () => {
    const { page, close } = await openPage(`?${address}`, { reducedMotion: 'reduce' });
    await assertAccessible(page);
    await page.setViewportSize(sizes.phone);
    await waitForMap(page);
    await assertAccessible(page);
    await close();
  });
}

for (const [size, viewport] of Object.entries(sizes)) {
  test(`nothing shuts anybody out: the cards, ${size}`, async () => {
    const { page, close } = await openPage('?day=2024-08-31&lang=en', { viewport, reducedMotion: 'reduce' });
    for (const card of cards) {
      if (size === 'phone' && card !== 'Search') await page.getByRole('button', { name: 'Menu' }).click();
      await page.getByRole('button', { name: card, exact: true }).click();
      await page.locator('.card:not([hidden]), .upload:not([hidden])').first().waitFor();
      await assertAccessible(page);
      await page.keyboard.press('Escape');
    }
    await close();
  });
}
