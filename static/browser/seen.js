import assert from 'node:assert/strict';
import { notAt } from './harness.js';

/**
 * What the map shows, as a reader would tell it: where which zones lie, and the names on it. In which order they were
 * drawn, and at which of its vertices a zone begins, nobody sees.
 *
 * @param {import('playwright-core').Page} page
 */
export async function seen(page) {
  await notAt(page, ['drawing']);
  return page.evaluate(() => ({
    zones: [...document.querySelectorAll('.zone')].map((path) => {
      const { left, top, width, height } = path.getBoundingClientRect();
      return { ground: path.getAttribute('fill'), box: [left, top, width, height] };
    }).sort((a, b) => `${a.ground}`.localeCompare(`${b.ground}`) || b.box[2] - a.box[2]),
    names: [...document.querySelectorAll('.labels text')].map((text) => text.textContent).sort(),
  }));
}

/**
 * The same names, and the same zones within two pixels of where they were.
 * @param {Awaited<ReturnType<typeof seen>>} after
 * @param {Awaited<ReturnType<typeof seen>>} before
 */
export function assertAlike(after, before) {
  assert.deepEqual(after.names, before.names);
  assert.deepEqual(after.zones.map(({ ground }) => ground), before.zones.map(({ ground }) => ground));
  after.zones.forEach(({ box }, i) => {
    box.forEach((value, j) => assert.ok(Math.abs(value - before.zones[i].box[j]) < 2, `${box} is not ${before.zones[i].box}`));
  });
}
