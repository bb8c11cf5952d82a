import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lengthsAlong, measureRing } from './geodesy.js';

test('lengths are along the geodesic, from corner to corner', () => {
  // A degree of longitude on the equator is a 360th of its circumference, 2π · 6378.137 km.
  const degree = (2 * Math.PI * 6378.137) / 360;
  const lengths = lengthsAlong([[0, 0], [1, 0], [3, 0]]);
  [0, degree, 3 * degree].forEach((km, i) => assert.ok(Math.abs(lengths[i] - km) < 1e-6, `${lengths[i]} is not ${km}`));
  assert.deepEqual(lengthsAlong([]), []);
});

test('an area is that of the ellipsoid, whichever way its ring runs', () => {
  // An eighth of the Earth, whose surface is 510,065,622 km².
  /** @type {import('./types.js').Position[]} */
  const eighth = [[0, 0], [90, 0], [90, 90]];
  for (const ring of [eighth, [...eighth].reverse()]) {
    const { areaKm2, perimeterKm } = measureRing(ring);
    assert.ok(Math.abs(areaKm2 - 510_065_621.724 / 8) < 1, `${areaKm2}`);
    assert.ok(Math.abs(perimeterKm - (10018.754 + 2 * 10001.966)) < 0.01, `${perimeterKm}`);
  }
  assert.equal(measureRing([[35, 51], [36, 51]]).areaKm2, 0);
});
