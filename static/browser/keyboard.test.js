import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible } from './accessible.js';
import { openPage, sizes } from './harness.js';

/** @typedef {import('playwright-core').Page} Page */

/**
 * What has the focus: what a reader is told of it, and whether it is seen to have it.
 * @param {Page} page
 */
const focused = (page) => page.evaluate(() => {
  const node = document.activeElement;
  if (!node || node === document.body) return null;
  const box = node.getBoundingClientRect();
  const ring = node.querySelector('.timeline-mark-ring');
  const ringed = ring ? getComputedStyle(ring).stroke !== 'none' : [node, node.parentElement, ...node.querySelectorAll('*')].some((one) => {
    if (!one) return false;
    return ['', '::before', '::after'].some((part) => {
      const { outlineStyle, boxShadow } = getComputedStyle(one, part || null);
      return outlineStyle !== 'none' || boxShadow !== 'none';
    });
  });
  return {
    name: node.getAttribute('aria-label') ?? node.textContent?.trim().slice(0, 60) ?? '', role: node.getAttribute('role') ?? node.tagName, inside: box.right > 0 && box.bottom > 0 && box.left < innerWidth && box.top < innerHeight, ringed,
  };
});

const wanted = { wide: ['Day', 'Play', 'Measure', 'Search', 'Compare', 'Zoom in'], phone: ['Panel height', 'Day', 'Play', 'Search', 'Menu'] };

for (const [name, viewport] of Object.entries(sizes)) {
  test(`Tab goes through the whole page and out again, and the focus is always seen: ${name}`, async () => {
    const { page, close } = await openPage('?day=2024-08-31&lang=en', { viewport });
    /** @type {string[]} */
    const names = [];
    for (let i = 0; i < 80; i++) {
      await page.keyboard.press('Tab');
      const at = await focused(page);
      if (!at) break;
      assert.ok(at.name !== '' && at.inside && at.ringed, JSON.stringify(at));
      names.push(at.name);
    }
    assert.ok(names.length < 80, 'the focus never leaves the page');
    for (const one of wanted[/** @type {'wide' | 'phone'} */ (name)]) assert.ok(names.includes(one), `${one} is not among ${names}`);
    await close();
  });
}

/** Presses Tab until what has that role or tag and that name is in focus. @param {Page} page @param {string} role @param {RegExp} name */
async function tabTo(page, role, name) {
  for (let i = 0; i < 90; i++) {
    const at = await focused(page);
    if (at?.role === role && name.test(at.name)) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`Tab never comes to ${name}`);
}

test('a reader without a pointer finds a place, steps through days, compares two, sees the change, and shares it', async () => {
  const { page, close } = await openPage('?day=2024-08-31&lang=en');
  const keys = page.keyboard;
  await tabTo(page, 'BUTTON', /^Search$/);
  await keys.press('Enter');
  await page.locator('.card-search input:focus').waitFor();
  await keys.type('sudja');
  await page.getByRole('option', { name: /^Sudzha/ }).first().waitFor();
  await keys.press('Enter');
  await page.locator('.card-place .card-title', { hasText: 'Sudzha' }).waitFor();
  await assertAccessible(page);
  await keys.press('Escape');
  await page.locator('.card-place').waitFor({ state: 'hidden' });
  await page.locator('#map').focus();
  await keys.press('Enter');
  await page.locator('.card-place .card-title').waitFor();
  await keys.press('Escape');
  await page.locator('.card-place').waitFor({ state: 'hidden' });
  await tabTo(page, 'slider', /^Day$/);
  await keys.press('PageUp');
  await keys.press('ArrowRight');
  await page.locator('.map[data-day="2024-10-01"]').waitFor();
  await tabTo(page, 'BUTTON', /^Compare$/);
  await keys.press('Space');
  await tabTo(page, 'slider', /^Divider/);
  const divider = page.getByRole('slider', { name: /^Divider/ });
  const before = Number(await divider.getAttribute('aria-valuenow'));
  await keys.press('ArrowLeft');
  assert.equal(Number(await divider.getAttribute('aria-valuenow')), before - 2);
  await tabTo(page, 'BUTTON', /^Change$/);
  await keys.press('Space');
  await page.locator('.panel[aria-busy="false"]').waitFor();
  await tabTo(page, 'BUTTON', /^What changed, as a table$/);
  await keys.press('Enter');
  await page.locator('.card-table table').first().waitFor();
  await assertAccessible(page);
  await keys.press('Escape');
  await tabTo(page, 'BUTTON', /^Share$/);
  await keys.press('Enter');
  await page.locator('.card-share').waitFor();
  assert.match(await page.locator('.card-share input').first().inputValue(), /mode=change/);
  await keys.press('Escape');
  assert.equal((await focused(page))?.name, 'Share');
  await close();
});
