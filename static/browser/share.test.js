import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { assertAccessible } from './accessible.js';
import { openPage, sizes } from './harness.js';

/** @typedef {import('playwright-core').Page} Page */

/**
 * Saves what a button makes.
 * @param {Page} page
 * @param {string} name of the button
 */
async function saved(page, name) {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name, exact: true }).click()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

/** Width and height, which stand at the head of a PNG. @param {Buffer} png */
const sizeOf = (png) => [png.readUInt32BE(16), png.readUInt32BE(20)];

/** How many frames a GIF has: each has a block of control before it. @param {Buffer} gif */
function framesIn(gif) {
  const control = Buffer.from([0x21, 0xf9, 0x04]);
  let count = 0;
  for (let at = gif.indexOf(control); at >= 0; at = gif.indexOf(control, at + 1)) count++;
  return count;
}

/**
 * What a document looks like to who opens the file alone: its texts, whether it is XML, whether its fonts came along.
 * @param {Page} page
 * @param {string} text
 */
const opened = (page, text) => page.evaluate((source) => {
  const parsed = new DOMParser().parseFromString(source, 'image/svg+xml');
  const root = parsed.documentElement;
  const grounds = [...parsed.querySelectorAll('[fill^="url("]')].map((node) => node.getAttribute('fill')?.slice(5, -1) ?? '');
  return {
    error: parsed.querySelector('parsererror')?.textContent ?? null,
    texts: [...parsed.querySelectorAll('text')].map((node) => node.textContent ?? ''),
    size: [root.getAttribute('width'), root.getAttribute('height')].map(Number),
    missing: grounds.filter((id) => !parsed.getElementById(id)),
    unsaid: source.match(/var\(--[\w-]+/g) ?? [],
    elsewhere: source.match(/(?:href|src)="(?!#)[^"]{0,60}|url\((?!"?(?:data:|#))[^)]{0,60}/g) ?? [],
    fonts: (source.match(/src: url\("data:font\/woff2;base64,/g) ?? []).length,
    maps: root.querySelectorAll(':scope > svg').length,
  };
}, text);

test('the card gives the link, the code of a frame, and pictures that say their day', async () => {
  const { page, close } = await openPage('?day=2024-08-31&lang=en', { permissions: ['clipboard-read', 'clipboard-write'] });
  await page.getByRole('button', { name: 'Share' }).click();
  await page.getByRole('region', { name: 'Share' }).waitFor();
  const link = page.getByLabel('Link to this view');
  assert.match(await link.inputValue(), /\/\?layer=kursk-sumy&day=2024-08-31&lang=en$/);
  await page.getByRole('button', { name: 'Copy' }).first().click();
  await page.getByText('Copied.').waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), await link.inputValue());
  await page.getByLabel('Size').selectOption('own');
  await page.getByLabel('Width, px').fill('500');
  assert.match(await page.getByLabel('Code').inputValue(), /^<iframe src="http[^"]*\/embed\?layer=kursk-sumy&amp;day=2024-08-31&amp;lang=en" width="500" height="480" /);
  await assertAccessible(page);

  const svg = await saved(page, 'SVG, for print');
  assert.equal(svg.name, 'greyzone-kursk-sumy-2024-08-31.svg');
  const picture = await opened(page, svg.bytes.toString());
  assert.deepEqual([picture.error, picture.missing, picture.unsaid, picture.elsewhere], [null, [], [], []]);
  assert.ok(picture.fonts > 0, 'its fonts are inside');
  const text = picture.texts.join('\n');
  for (const part of ['31 August 2024', 'No map for this day. Shown: 29 Aug 2024, 2 days earlier.', 'Held by Ukraine', '1,000', 'approximate ±2–3 km',
    'OpenStreetMap', 'ODbL', 'HELD BY UKRAINE', 'GREY ZONE', 'KURSK OBLAST', 'Sudzha']) assert.ok(text.includes(part), part);

  const [once, twice] = [await saved(page, 'PNG'), await saved(page, 'PNG, double size')];
  assert.equal(once.name, 'greyzone-kursk-sumy-2024-08-31.png');
  assert.deepEqual(sizeOf(once.bytes), picture.size);
  assert.deepEqual(sizeOf(twice.bytes), picture.size.map((pixels) => 2 * pixels));
  const colours = await page.evaluate(async (base64) => {
    const bitmap = await createImageBitmap(new Blob([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext('2d');
    context?.drawImage(bitmap, 0, 0);
    const pixels = new Uint32Array(context?.getImageData(0, 0, bitmap.width, bitmap.height).data.buffer ?? new ArrayBuffer(0));
    const held = pixels.filter((pixel) => pixel === 0xffdcab7f).length;
    return { held, many: new Set(pixels).size };
  }, once.bytes.toString('base64'));
  assert.ok(colours.held > 5000 && colours.many > 500, JSON.stringify(colours));

  await page.goto('/?day=2025-03-12&from=2025-03-05&mode=change&lang=en&area=35,51,35.5,51,35.5,51.25');
  await page.locator('.change-ways li').first().waitFor();
  const moved = await page.locator('.change-parties td').allInnerTexts();
  assert.ok(moved.length === 4 && !moved.includes('+310 km²'), moved.join());
  await page.getByRole('button', { name: 'Share' }).click();
  const change = await opened(page, (await saved(page, 'SVG, for print')).bytes.toString());
  assert.deepEqual([change.error, change.missing, change.unsaid], [null, [], []]);
  for (const [i, km2] of moved.entries()) assert.ok(change.texts.includes(`${i % 2 ? 'Lost' : 'Gained'} ${km2}`), km2);
  assert.ok(change.texts.some((line) => line.includes('Measure: Drawn area. Changes outside it are not shown.')), change.texts.join('\n'));
  await close();
});

test('a picture of two days has both maps, in the reader’s language and colours, and an animation each day of its range', async () => {
  const { page, close } = await openPage('?day=2025-03-12&from=2024-08-31&mode=swipe&lang=uk&theme=dark&range=2024-08-05/2024-08-08');
  await page.getByRole('button', { name: 'Поділитися' }).click();
  const svg = await saved(page, 'SVG, для друку');
  assert.equal(svg.name, 'greyzone-kursk-sumy-2024-08-31-2025-03-12.svg');
  const { texts, maps, error } = await opened(page, svg.bytes.toString());
  assert.deepEqual([error, maps], [null, 2]);
  for (const text of ['31 серпня 2024', 'мапа за 29 серп 2024', '12 березня 2025', '31 серп 2024 → 12 бер 2025']) assert.ok(texts.includes(text), text);
  assert.ok(svg.bytes.includes('fill="#1c1f22"'), 'dark as the page is');

  const gif = await saved(page, 'GIF');
  assert.equal(gif.name, 'greyzone-kursk-sumy-2024-08-05-2024-08-08.gif');
  assert.equal(framesIn(gif.bytes), 4);
  assert.match(await page.locator('.share-said').innerText(), /^Збережено як greyzone-kursk-sumy-2024-08-05-2024-08-08\.gif/);
  await close();
});

test('on a phone the card lies over the sheet; what is being made can be cancelled; what fails is said', async () => {
  const { page, close } = await openPage('?day=2024-08-10&lang=en', { viewport: sizes.phone, hasTouch: true });
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('button', { name: 'Share' }).click();
  await assertAccessible(page);
  const small = await page.locator('.card-share :is(button, input, select):visible').evaluateAll((all) => all.filter((one) => one.getBoundingClientRect().height < 44).length);
  assert.equal(small, 0);
  await page.getByRole('button', { name: 'GIF' }).click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByText('Cancelled.').waitFor();
  await page.route('**/encoder-*.js', (route) => route.abort());
  await page.getByRole('button', { name: 'GIF' }).click();
  await page.getByText(/^The picture could not be made: /).waitFor();
  await close();
});
