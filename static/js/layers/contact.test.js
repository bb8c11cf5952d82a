import assert from 'node:assert/strict';
import { test } from 'node:test';
import { zonesFromFeatures } from '../topology.js';
import { borderCut, borderTest, deriveLines } from './contact.js';

/** @typedef {{status: string, rings: [number, number][][]}} Flat */

/**
 * A square of side 1 with its lower left corner there.
 * @param {string} status
 * @param {number} x
 * @param {number} y
 * @returns {Flat}
 */
const square = (status, x, y) => ({ status, rings: [[[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1], [x, y]]] });

/** @param {Flat[]} zones */
const mapOf = (...zones) => zonesFromFeatures({
  type: 'FeatureCollection', snapshot: { id: '', valid_at: '', recorded_at: '', revision: 1 },
  features: zones.map(({ status, rings }) => ({ type: 'Feature', properties: { status }, geometry: { type: 'Polygon', coordinates: rings } })),
});
const held = new Map([['ua', 'ua'], ['liberated', 'ua'], ['ru', 'ru']]);
const nowhere = borderCut([]);
/** How many edges each zone has. @param {{zone: number}[]} outer @param {number} zones */
const edges = (outer, zones) => Array.from({ length: zones }, (_, i) => outer.filter(({ zone }) => zone === i).length);

test('held ground that meets the grey zone has one line of contact', () => {
  const { contact } = deriveLines(mapOf(square('ua', 0, 0), square('grey', 1, 0)), held, nowhere);
  assert.deepEqual(contact, [{ zones: [0, 1], line: [[1, 0], [1, 1]] }]);
});

test('ground held by both sides meets at a line of contact', () => {
  const { contact } = deriveLines(mapOf(square('ua', 0, 0), square('ru', 0, 1)), held, nowhere);
  assert.equal(contact.length, 1);
});

test('two zones of one status, and two grey ones, do not part', () => {
  const { contact, outer } = deriveLines(mapOf(square('ua', 0, 0), square('ua', 1, 0), square('grey', 5, 5), square('grey', 6, 5)), held, nowhere);
  assert.deepEqual(contact, []);
  assert.deepEqual(edges(outer, 4), [3, 3, 3, 3]);
});

test('two statuses of one party meet at an edge, drawn once, and not at a line of contact', () => {
  const { contact, outer } = deriveLines(mapOf(square('ua', 0, 0), square('liberated', 1, 0)), held, nowhere);
  assert.deepEqual(contact, []);
  assert.deepEqual(edges(outer, 2), [4, 3]);
});

test('a hole filled by another status is a closed line of contact', () => {
  const around = /** @type {Flat} */ ({
    status: 'grey', rings: [[[-1, -1], [2, -1], [2, 2], [-1, 2], [-1, -1]], [[0, 0], [0, 1], [1, 1], [1, 0], [0, 0]]],
  });
  const { contact, outer } = deriveLines(mapOf(around, square('ru', 0, 0)), held, nowhere);
  assert.deepEqual(contact.map(({ zones }) => zones), Array(4).fill([0, 1]));
  assert.deepEqual(edges(outer, 2), [4, 0]);
});

test('edges on the border are in no line, also where the border has fewer vertices', () => {
  const offBorder = borderCut([[[-3, 1], [3, 1]]]);
  const { contact, outer } = deriveLines(mapOf(square('ua', 0, 0), square('grey', 0, 1)), held, offBorder);
  assert.deepEqual(contact, []);
  assert.deepEqual(edges(outer, 2), [3, 3]);
});

test('an edge that only crosses the border, or ends on it, is not on it', () => {
  const onBorder = borderTest([[[0, 0], [1, 0], [1, 1]]]);
  assert.equal(onBorder([0, 0], [1, 0]), true);
  assert.equal(onBorder([0, 0], [1, 1]), false);
  assert.equal(onBorder([0.5, -1], [0.5, 1]), false);
});

test('a line that runs along the border for a while is cut there; one that does not is given back itself', () => {
  const offBorder = borderCut([[[0, 0], [2, 0]]]);
  /** @type {[number, number][]} */
  const line = [[-1, 1], [0, 0], [1, 0], [2, 0], [2, 1], [2, 2]];
  assert.deepEqual(offBorder(line), [[[-1, 1], [0, 0]], [[2, 0], [2, 1], [2, 2]]]);
  const apart = line.slice(4);
  assert.equal(offBorder(apart)[0], apart);
  assert.deepEqual(offBorder(line.slice(1, 4)), []);
});
