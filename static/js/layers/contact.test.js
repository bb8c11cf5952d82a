import assert from 'node:assert/strict';
import { test } from 'node:test';
import { borderTest, deriveLines } from './contact.js';

/** @typedef {import('./contact.js').Zone} Zone */

/**
 * A square of side 1 with its lower left corner there.
 * @param {string} status
 * @param {number} x
 * @param {number} y
 * @returns {Zone}
 */
const square = (status, x, y) => ({ status, rings: [[[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1], [x, y]]] });
const held = new Map([['ua', 'ua'], ['liberated', 'ua'], ['ru', 'ru']]);
const nowhere = () => false;

test('held ground that meets the grey zone has one line of contact, wherever the rings begin', () => {
  const { contact } = deriveLines([square('ua', 0, 0), square('grey', 1, 0)], held, nowhere);
  assert.deepEqual(contact, [{ zones: [0, 1], line: [[1, 0], [1, 1]] }]);
});

test('ground held by both sides meets at a line of contact', () => {
  const { contact } = deriveLines([square('ua', 0, 0), square('ru', 0, 1)], held, nowhere);
  assert.equal(contact.length, 1);
});

test('two zones of one status, and two grey ones, do not part', () => {
  const { contact, outer } = deriveLines([square('ua', 0, 0), square('ua', 1, 0), square('grey', 5, 5), square('grey', 6, 5)], held, nowhere);
  assert.deepEqual(contact, []);
  assert.deepEqual(outer.map(({ zone, line }) => [zone, line.length]), [[0, 4], [1, 4], [2, 4], [3, 4]]);
});

test('two statuses of one party meet at an edge, drawn once, and not at a line of contact', () => {
  const { contact, outer } = deriveLines([square('ua', 0, 0), square('liberated', 1, 0)], held, nowhere);
  assert.deepEqual(contact, []);
  assert.deepEqual(outer.map(({ zone, line }) => [zone, line.length]), [[0, 5], [1, 4]]);
});

test('a hole filled by another status is a closed line of contact', () => {
  const around = /** @type {Zone} */ ({
    status: 'grey', rings: [[[-1, -1], [2, -1], [2, 2], [-1, 2], [-1, -1]], [[0, 0], [0, 1], [1, 1], [1, 0], [0, 0]]],
  });
  const { contact, outer } = deriveLines([around, square('ru', 0, 0)], held, nowhere);
  assert.deepEqual(contact.map(({ line }) => line.length), [5]);
  assert.deepEqual(outer.map(({ zone, line }) => [zone, line.length]), [[0, 5]]);
});

test('edges on the border are in no line, also where the border has fewer vertices', () => {
  const onBorder = borderTest([[[-3, 1], [3, 1]]]);
  const { contact, outer } = deriveLines([square('ua', 0, 0), square('grey', 0, 1)], held, onBorder);
  assert.deepEqual(contact, []);
  assert.deepEqual(outer.map(({ line }) => line.length), [4, 4]);
});

test('an edge that only crosses the border, or ends on it, is not on it', () => {
  const onBorder = borderTest([[[0, 0], [1, 0], [1, 1]]]);
  assert.equal(onBorder([0, 0], [1, 0]), true);
  assert.equal(onBorder([0, 0], [1, 1]), false);
  assert.equal(onBorder([0.5, -1], [0.5, 1]), false);
});
