import assert from 'node:assert/strict';
import { test } from 'node:test';
import { choosable, landOf, regionOf } from './regions.js';

const kinds = { north: 'oblast', south: 'oblast', east: 'side', west: 'side', raion: 'region', beyond: 'side', town: 'city' };
const features = Object.entries(kinds).map(([id, kind]) => ({ properties: { id, kind } }));
const regions = /** @type {import('./types.js').Regions} */ (/** @type {unknown} */ ({ features }));
const layer = /** @type {import('./types.js').Layer} */ (/** @type {unknown} */ ({
  sides: [{ region: 'east', party: 'ru' }, { region: 'west', party: 'ua' }],
}));

/** @param {{properties: {id: string}}[]} some */
const ids = (some) => some.map(({ properties }) => properties.id);

test('the map is made of oblasts, whatever else there is to measure within', () => {
  assert.deepEqual(ids(landOf(regions)), ['north', 'south']);
  assert.deepEqual(landOf(null), []);
});

test('every region can be chosen but the sides of the layer, and those if one is measured', () => {
  assert.deepEqual(ids(choosable(regions, layer, '')), ['north', 'south', 'raion', 'beyond', 'town']);
  assert.deepEqual(ids(choosable(regions, layer, 'west')), ['north', 'south', 'west', 'raion', 'beyond', 'town']);
  assert.equal(choosable(regions, { ...layer, sides: [] }, '').length, features.length);
  assert.deepEqual(choosable(null, null, 'west'), []);
});

test('a region is found by its id, and all mapped ground and what is in view are none', () => {
  assert.equal(regionOf(regions, 'raion')?.properties.kind, 'region');
  for (const none of ['', 'view', 'mars', undefined]) assert.equal(regionOf(regions, none), undefined);
  assert.equal(regionOf(null, 'raion'), undefined);
});
