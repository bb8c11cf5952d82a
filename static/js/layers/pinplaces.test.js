import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pinPlaces } from './pinplaces.js';

/** @param {number} number @param {number} lon */
const pin = (number, lon) => ({ number, feature: 0, rule: '', lon, lat: 51, message: '' });

test('pins of one place stand in a row', () => {
  const [first, other, second] = pinPlaces([pin(1, 35), pin(2, 36), pin(3, 35)]);
  assert.deepEqual([first.pin.number, first.right, other.right], [1, 0, 0]);
  assert.ok(second.right > 0);
});
