import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accuracyOf, licencesOf, sourcesOf } from './credits.js';

/** @param {string} id @param {string} kind @param {string} attribution @param {string} licence @param {string | null} [accuracy] */
function layer(id, kind, attribution, licence, accuracy = null) {
  const source = { id, name: id, url: '', attribution, licence, redistributable: true };
  return /** @type {import('./types.js').Layer} */ (/** @type {unknown} */ ({ id, kind, title: id, name: null, source, accuracy }));
}

const ours = layer('ours', 'control', '© OSM, GeoNames', 'ODbL', 'approximate, ±2 km');
const silent = layer('silent', 'control', 'unknown', 'unknown');
const half = layer('half', 'control', 'Makers', 'unknown', 'approximate, ±2 km');
const places = layer('places', 'reference', 'GeoNames', 'CC BY 4.0');
const base = { layers: [ours, silent, half, places], layer: ours, with: '', language: /** @type {const} */ ('en'), tiles: null, pmtiles: null, hide: '' };

test('who made what is shown is named once, and licences too', () => {
  assert.deepEqual(sourcesOf(base), ['© OSM', 'GeoNames']);
  assert.deepEqual(licencesOf(base), ['ODbL', 'CC BY 4.0']);
  assert.equal(accuracyOf(base), 'approximate ±2 km');
});

test('a layer that is shown against the first is credited too, and what it does not state is said', () => {
  assert.deepEqual(sourcesOf({ ...base, with: 'silent' }), ['© OSM', 'GeoNames', 'silent: neither source nor licence stated']);
  assert.deepEqual(licencesOf({ ...base, with: 'silent' }), ['ODbL', 'CC BY 4.0']);
  assert.equal(accuracyOf({ ...base, with: 'silent' }), 'approximate ±2 km; silent: accuracy not stated');
  assert.deepEqual(sourcesOf({ ...base, with: 'half' }), ['© OSM', 'GeoNames', 'Makers']);
  assert.deepEqual(licencesOf({ ...base, with: 'half' }), ['ODbL', 'CC BY 4.0', 'half: licence unknown']);
  assert.equal(accuracyOf({ ...base, with: 'half' }), 'approximate ±2 km');
});

test('the ground that the map stands on is credited while it is drawn', () => {
  const tiles = { url: '', attribution: '© Tiles' };
  assert.deepEqual(sourcesOf({ ...base, tiles }), ['© OSM', 'GeoNames', '© Tiles']);
  assert.deepEqual(sourcesOf({ ...base, tiles, hide: 'base' }), ['© OSM', 'GeoNames']);
});
