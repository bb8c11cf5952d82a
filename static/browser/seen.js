import assert from 'node:assert/strict';

/**
 * What the map shows, as a reader would tell it: where which zones lie, and the names on it. In which order they were
 * drawn, and at which of its vertices a zone begins, nobody sees.
 *
 * @param {import('playwright-core').Page} page
 */
export const seen = (page) => page.evaluate(() => ({
  zones: [...document.querySelectorAll('.zone')].map((path) => {
    const { left, top, width, height } = path.getBoundingClientRect();
    return { ground: path.getAttribute('fill'), box: [left, top, width, height] };
  }).sort((a, b) => `${a.ground}`.localeCompare(`${b.ground}`) || b.box[2] - a.box[2]),
  names: [...document.querySelectorAll('.labels text')].map((text) => text.textContent).sort(),
}));

/**
 * Whether the same zones lie within two pixels of where they were.
 * @param {Awaited<ReturnType<typeof seen>>} after
 * @param {Awaited<ReturnType<typeof seen>>} before
 */
export function hasSameZones({ zones: after }, { zones: before }) {
  return after.length === before.length && after.every(({ ground, box }, i) => (
    ground === before[i].ground && box.every((value, j) => Math.abs(value - before[i].box[j]) < 2)));
}

/**
 * The same names, and the same zones.
 * @param {Awaited<ReturnType<typeof seen>>} after
 * @param {Awaited<ReturnType<typeof seen>>} before
 */
export function assertAlike(after, before) {
  assert.deepEqual(after.names, before.names);
  assert.ok(hasSameZones(after, before), `${JSON.stringify(after.zones)} is not ${JSON.stringify(before.zones)}`);
}
