import assert from 'node:assert/strict';
import { inflateSync } from 'node:zlib';
import { test } from 'node:test';
import { openPage } from './harness.js';

/** How many pages a PDF has: their objects stand in it plainly, or in compressed streams. @param {Buffer} pdf */
function pagesIn(pdf) {
  const streams = [...pdf.toString('latin1').matchAll(/\/FlateDecode[^]*?stream\r?\n/g)].map(({ index, 0: head }) => {
    try {
      return inflateSync(pdf.subarray(index + head.length)).toString('latin1');
    } catch {
      return '';
    }
  });
  return [pdf.toString('latin1'), ...streams].join('\n').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
}

test('paper shows all on one sheet, upright and across, and light', async () => {
  const { page, close } = await openPage('?day=2024-08-31&lang=en&theme=dark');
  // What makes it comes after all else.
  await page.waitForFunction(() => {
    dispatchEvent(new Event('beforeprint'));
    return document.querySelector('.print');
  });
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  assert.equal(pagesIn(await page.pdf({ format: 'A4', preferCSSPageSize: true })), 1);

  // What a printer is given, looked at on a screen as wide as a sheet.
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  await page.emulateMedia({ media: 'print' });
  for (const [shape, size] of /** @type {const} */ ([['portrait', { width: 718, height: 1047 }], ['landscape', { width: 1047, height: 718 }]])) {
    await page.setViewportSize(size);
    const sheet = page.locator(`.print-${shape} > svg`);
    const box = await sheet.boundingBox();
    assert.ok(box && box.x >= 0 && box.x + box.width <= size.width && box.height <= size.height, JSON.stringify(box));
    const outside = await sheet.evaluate((svg) => {
      const { right, bottom } = svg.getBoundingClientRect();
      return [...svg.querySelectorAll(':scope > g text')].filter((text) => text.getBoundingClientRect().right > right
        || text.getBoundingClientRect().bottom > bottom + 1).map((text) => text.textContent);
    });
    assert.deepEqual(outside, []);
    const text = await sheet.textContent();
    for (const part of ['31 August 2024', 'Shown: 29 Aug 2024', 'Held by Ukraine', 'approximate ±2–3 km', 'OpenStreetMap', 'Sep 2024']) assert.ok(text?.includes(part), part);
    assert.equal(await sheet.locator(':scope > g > rect').first().getAttribute('fill'), '#fdfcf9');
  }
  assert.equal(await page.locator('#page').isVisible(), false);
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  assert.equal(await page.locator('.print').count(), 0);
  assert.equal(await page.locator('html').getAttribute('data-theme'), 'dark');
  await close();
});
