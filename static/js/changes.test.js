import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changesShown, isCurrent, movedBy, pairsOf, piecesOf } from './changes.js';

/**
 * @param {number} km2
 * @param {Partial<import('./types.js').ChangeTotal>} [other]
 * @returns {import('./types.js').ChangeTotal}
 */
const total = (km2, other) => ({ from_status: 'ua', from_side: null, to_status: 'grey', to_side: null, kind: 'movement', area_km2: km2, ...other });
/** @param {number} km2 @param {Partial<import('./types.js').ChangeTotal>} [other] */
const piece = (km2, other) => /** @type {any} */ ({ type: 'Feature', properties: total(km2, other), geometry: null });
const snapshot = { id: 'b', valid_at: '', recorded_at: '', revision: 1 };
/** @type {import('./types.js').ChangeAnswer} */
const answer = /** @type {any} */ ({
  layer: 'l', region: null, from: { snapshot: { ...snapshot, id: 'a' } }, to: { snapshot },
  totals: [total(90), total(3, { kind: 'correction' }), total(0.49, { to_status: null, to_side: 'r' })],
  features: [piece(89.9), piece(0.2), piece(0.4, { to_status: null, to_side: 'r' }), piece(2.9, { kind: 'correction' })],
});

test('small ways of change, and slivers of large ones, are not told', () => {
  assert.deepEqual(pairsOf(answer, 'movement').map(({ area_km2: km2 }) => km2), [90]);
  assert.deepEqual(pairsOf(answer, 'correction').map(({ area_km2: km2 }) => km2), [3]);
  assert.deepEqual(piecesOf(answer).map(({ properties }) => properties.area_km2), [89.9, 2.9]);
});

test('a correction is no movement', () => {
  const party = { party: 'ua', gained_km2: 5, lost_km2: 7, gained_by_correction_km2: 5, lost_by_correction_km2: 1 };
  assert.deepEqual(movedBy(party), { gained: 0, lost: 6 });
});

test('changes are current for the same snapshots and the same ground', () => {
  const values = /** @type {any} */ ({ changes: answer, layer: { id: 'l' }, fromSnapshot: { id: 'a' }, snapshot: { id: 'b' }, region: '' });
  assert.equal(isCurrent(values), true);
  assert.equal(isCurrent({ ...values, region: 'view' }), true, 'of what is in view there are none of its own');
  assert.equal(isCurrent({ ...values, region: 'kursk' }), false);
  assert.equal(isCurrent({ ...values, snapshot: { id: 'c' } }), false);
  assert.equal(isCurrent({ ...values, changes: null }), false);
});

test('nothing is shown from before the first map, nor of another layer or view', () => {
  const values = /** @type {any} */ ({ mode: 'change', changes: answer, layer: { id: 'l' }, fromSnapshot: { id: 'x' }, snapshot: { id: 'b' } });
  assert.equal(changesShown(values), answer);
  assert.equal(changesShown({ ...values, fromSnapshot: null }), null);
  assert.equal(changesShown({ ...values, layer: { id: 'm' } }), null);
  assert.equal(changesShown({ ...values, mode: 'day' }), null);
});
