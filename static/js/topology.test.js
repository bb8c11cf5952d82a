import assert from 'node:assert/strict';
import { test } from 'node:test';
import { featuresOf, Timeline, zonesFromFeatures } from './topology.js';

const snapshot = (/** @type {string} */ day) => ({ id: day, valid_at: `${day}T00:00:00Z`, recorded_at: '', revision: 1 });

/** Two squares side by side, whose common edge is arc 1; the next day has the left one only. */
const timeline = new Timeline({
  transform: { scale: [0.5, 1], translate: [10, 20] },
  arcs: [[[2, 1], [-2, 0], [0, -1], [2, 0]], [[2, 0], [0, 1]], [[2, 0], [2, 0], [0, 1], [-2, 0]]],
  objects: {
    '2024-08-10T00:00:00Z': { snapshot: snapshot('2024-08-10'), type: 'GeometryCollection', geometries: [
      { type: 'Polygon', properties: { status: 'ua' }, arcs: [[0, 1]] },
      { type: 'MultiPolygon', properties: { status: 'grey' }, arcs: [[[2, ~1]]] },
    ] },
    '2024-08-11T00:00:00Z': { snapshot: snapshot('2024-08-11'), type: 'MultiPolygon', properties: { status: 'ua' }, arcs: [[[0, 1]]] },
    '2024-08-12T00:00:00Z': { snapshot: snapshot('2024-08-12'), type: 'GeometryCollection', geometries: [] },
  },
});

test('the map of a day refers to arcs, and two zones that meet to the same one', () => {
  const zones = timeline.zonesOf(snapshot('2024-08-10'));
  assert.deepEqual(zones?.zones, [{ status: 'ua', rings: [[0, 1]] }, { status: 'grey', rings: [[2, ~1]] }]);
  assert.deepEqual(zones?.arcs[1], [[11, 20], [11, 21]]);
});

test('what stays is the same object on both days', () => {
  const [before, after] = ['2024-08-10', '2024-08-11'].map((day) => timeline.zonesOf(snapshot(day)));
  assert.equal(before?.arcs[0], after?.arcs[0]);
});

test('a day without zones is empty, and a snapshot that the timeline does not have is null', () => {
  assert.deepEqual(timeline.zonesOf(snapshot('2024-08-12'))?.zones, []);
  assert.equal(timeline.zonesOf(snapshot('2024-08-13')), null);
});

test('outlines are read as GeoJSON, with what two run along in both, and what was left out as null', () => {
  const bbox = /** @type {[number, number, number, number]} */ ([10, 20, 13, 21]);
  const topology = {
    transform: { scale: /** @type {[number, number]} */ ([0.5, 1]), translate: /** @type {[number, number]} */ ([10, 20]) },
    arcs: [[[2, 1], [-2, 0], [0, -1], [2, 0]], [[2, 0], [0, 1]], [[2, 0], [2, 0], [0, 1], [-2, 0]]],
    objects: {
      regions: { geometries: [
        { type: 'Polygon', id: 'west', bbox, properties: { kind: 'oblast' }, arcs: [[0, 1]] },
        { type: 'MultiPolygon', id: 'east', bbox, properties: {}, arcs: [[[2, ~1]]] },
        { type: null, id: 'all', bbox, properties: {} },
      ] },
      border: { geometries: [{ type: 'LineString', bbox, properties: {}, arcs: [~1] }] },
    },
  };
  const [west, east, all] = featuresOf(topology, 'regions').features;
  assert.deepEqual(west, {
    type: 'Feature', id: 'west', bbox, properties: { kind: 'oblast' },
    geometry: { type: 'Polygon', coordinates: [[[11, 21], [10, 21], [10, 20], [11, 20], [11, 21]]] },
  });
  assert.deepEqual(east.geometry.coordinates, [[[[11, 20], [12, 20], [12, 21], [11, 21], [11, 20]]]]);
  assert.equal(all.geometry, null);
  assert.deepEqual(featuresOf(topology, 'border').features[0].geometry, { type: 'LineString', coordinates: [[11, 21], [11, 20]] });
});

test('in a single map two zones that meet share their edge, run through backwards by one of them', () => {
  const square = (/** @type {string} */ status, /** @type {number} */ x) => ({
    type: /** @type {const} */ ('Feature'), properties: { status },
    geometry: { type: /** @type {const} */ ('Polygon'), coordinates: [[[x, 0], [x + 1, 0], [x + 1, 1], [x, 1], [x, 0]]] },
  });
  const { arcs, zones } = zonesFromFeatures({ type: 'FeatureCollection', features: [square('ua', 0), square('ru', 1)], snapshot: snapshot('2024-08-10') });
  assert.equal(arcs.length, 7);
  assert.deepEqual(zones.map(({ status }) => status), ['ua', 'ru']);
  assert.deepEqual(zones[0].rings, [[0, 1, 2, 3]]);
  assert.deepEqual(zones[1].rings, [[4, 5, 6, ~1]]);
});
