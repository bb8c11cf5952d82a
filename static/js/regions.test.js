import assert from 'node:assert/strict';
import { test } from 'node:test';
import { landOf, regionOf } from './regions.js';

const kinds = { north: 'oblast', south: 'oblast', east: 'side', west: 'side', raion: 'region', beyond: 'side', town: 'city' };
const features = Object.entries(kinds).map(([id, kind]) => ({ properties: { id, kind } }));
const regions = /** @type {import('./types.js').Regions} */ (/** @type {unknown} */ ({ features }));
/** @param {{properties: {id: string}}[]} some */
const ids = (some) => some.map(({ properties }) => properties.id);

test('the map is made of oblasts, whatever else there is to measure within', () => {
  assert.deepEqual(ids(landOf(regions)), ['north', 'south']);
  assert.deepEqual(landOf(null), []);
});

test('a region is found by its id, and all mapped ground and what is in view are none', () => {
  assert.equal(regionOf(regions, 'raion')?.properties.kind, 'region');
  for (const none of ['', 'view', 'mars', undefined]) assert.equal(regionOf(regions, none), undefined);
  assert.equal(regionOf(null, 'raion'), undefined);
});
