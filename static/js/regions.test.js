import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boundOf, isWithin, landOf, regionOf, withGround } from './regions.js';

const kinds = { north: 'oblast', south: 'oblast', east: 'side', west: 'side', raion: 'region', beyond: 'side', town: 'city' };
const features = Object.entries(kinds).map(([id, kind]) => ({ properties: { id, kind }, geometry: kind === 'oblast' ? {} : null }));
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

test('a region is given its ground, and the others stay as they are', () => {
  const ground = { type: /** @type {const} */ ('Polygon'), coordinates: [] };
  const east = /** @type {import('./types.js').GroundFeature} */ (/** @type {unknown} */ ({ properties: { id: 'east' }, geometry: ground }));
  const outlined = withGround(regions, east);
  assert.deepEqual(regionOf(outlined, 'east'), { properties: { id: 'east', kind: 'side' }, geometry: ground });
  assert.equal(regionOf(outlined, 'west'), regionOf(regions, 'west'));
});

test('a position lies in a polygon unless it lies in one of its holes, and its bound holds all of it', () => {
  /** @param {number} from @param {number} to */
  const square = (from, to) => [[from, from], [to, from], [to, to], [from, to], [from, from]];
  const holed = { type: /** @type {const} */ ('Polygon'), coordinates: [square(0, 10), square(4, 6)] };
  const many = { type: /** @type {const} */ ('MultiPolygon'), coordinates: [[square(0, 1)], [square(20, 30)]] };
  assert.deepEqual([[1, 1], [5, 5], [11, 5], [-1, 4], [9.9, 9.9]].map(([x, y]) => isWithin(holed, [x, y])), [true, false, false, false, true]);
  assert.deepEqual([[0.5, 0.5], [25, 21], [10, 10]].map(([x, y]) => isWithin(many, [x, y])), [true, true, false]);
  assert.deepEqual(boundOf(many), [0, 0, 30, 30]);
});
