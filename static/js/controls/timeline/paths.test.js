import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stepArea, stepEdge, ticks } from './paths.js';

const x = (/** @type {number} */ day) => day * 10;
const y = (/** @type {number} */ km2) => 100 - km2;

test('an area goes from day to day in steps, and back along its foot', () => {
  const band = { days: [0, 2], end: 3, low: [0, 5], high: [10, 20] };
  assert.equal(stepArea(band, x, y), 'M0 90H20V80H30V95H20V100H0Z');
  assert.equal(stepArea({ days: [], end: 3, low: [], high: [] }, x, y), '');
});

test('no path has a slope', () => {
  const days = Array.from({ length: 50 }, (_, i) => i * 2);
  const high = days.map((day) => (day * 37) % 90);
  const path = stepArea({ days, end: 100, low: days.map(() => 0), high }, x, y);
  assert.match(path, /^M[\d.]+ [\d.]+([HV][\d.]+)+Z$/);
});

test('an edge is dashed where there is no map, and absent where there is nothing', () => {
  const band = { days: [0, 10, 11, 12], end: 13, low: [0, 0, 0, 0], high: [10, 10, 0, 30] };
  assert.deepEqual(stepEdge(band, [{ from: 1, to: 10 }], x, y), {
    solid: 'M0 90H10M100 90H110M120 70H130', dashed: 'M10 90H100',
  });
});

test('no more than one tick a pixel', () => {
  assert.equal(ticks([1, 2, 3], (day) => day * 0.4, 5, 6), 'M0 5v6M1 5v6');
});

test('a path is as long as the record, not longer', () => {
  const days = Array.from({ length: 20000 }, (_, i) => i);
  const band = { days, end: 20000, low: days.map(() => 0), high: days };
  assert.ok(stepArea(band, x, y).length < days.length * 40);
});
