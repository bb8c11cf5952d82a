import assert from 'node:assert/strict';
import { test } from 'node:test';
import { firstValues } from './first.js';

const settings = { tiles: null, pmtiles: { url: 'base.pmtiles', attribution: '' } };
const snapshot = { id: '1', valid_at: '2024-08-20T21:00:00Z', recorded_at: '', revision: 1 };
const zones = {
  objects: { '2024-08-20T21:00:00Z': { type: 'GeometryCollection', snapshot, geometries: [{ type: 'Polygon', properties: { status: 'ua' }, arcs: [[0]] }] } },
  arcs: [[[0, 0], [1, 0], [0, 1], [-1, -1]]], transform: { scale: [1, 1], translate: [35, 51] },
};
const layers = /** @type {import('./types.js').Layer[]} */ (/** @type {unknown} */ (
  [{ id: 'regions', kind: 'reference' }, { id: 'a', kind: 'control' }, { id: 'b', kind: 'control' }]));
const came = { layers, settings, first: { layer: 'a', snapshot, zones: /** @type {any} */ (zones) } };

test('the map that the page came with is shown without the server', () => {
  const values = firstValues(came, { layer: 'a', day: '2024-08-25' });
  assert.equal(values.layer, layers[1]);
  assert.deepEqual([values.day, values.snapshot, values.loading, values.pmtiles], ['2024-08-25', snapshot, false, settings.pmtiles]);
  assert.deepEqual(values.zones?.arcs[0][2], [36, 52]);
});

test('an address without a day is of the map that came', () => {
  assert.equal(firstValues(came, { layer: '', day: '' }).day, '2024-08-20');
});

test('zones that are not passed on are under way, and those of another layer are not shown', () => {
  const kept = firstValues({ ...came, first: { ...came.first, zones: null } }, { layer: 'a', day: '' });
  assert.deepEqual([kept.zones, kept.loading, kept.snapshot], [null, true, snapshot]);
  const other = firstValues(came, { layer: 'b', day: '' });
  assert.deepEqual([other.layer, other.zones, other.loading, other.day], [layers[2], null, false, '']);
});

test('a layer that there is not is told, once it is known which there are', () => {
  assert.deepEqual(firstValues(came, { layer: 'gone', day: '' }).absent, { layer: 'gone' });
  assert.deepEqual(firstValues(null, { layer: 'gone', day: '2024-08-20' }), {
    layers: [], layer: null, tiles: null, pmtiles: null, absent: {}, day: '2024-08-20', snapshot: null, zones: null, opening: null, loading: false,
  });
});
