import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { changesShown, changesTold, followChanges, groundToldOf, isCurrent, movedBy, pairsOf, piecesOf, proposedShown } from './changes.js';
import { State } from './state.js';
import { Tasks } from './tasks.js';

/** @typedef {import('./types.js').Values} Values */

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
  layer: 'l', region: null, within: {}, from: { snapshot: { ...snapshot, id: 'a' } }, to: { snapshot },
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

const drawn = '35,51,35.5,51,35.2,51.3';
const outline = '{"type":"Polygon","coordinates":[[[35,51],[35.5,51],[35.2,51.3],[35,51]]]}';
/** @param {Partial<Values>} [other] @returns {Values} */
const shown = (other) => /** @type {any} */ ({
  mode: 'change', changes: answer, layer: { id: 'l' }, fromSnapshot: { ...snapshot, id: 'a', valid_at: '2024-08-06T00:00:00Z' },
  snapshot: { ...snapshot, valid_at: '2024-08-20T00:00:00Z' }, region: '', area: '', bounds: [34, 50.91234, 36, 52], ...other,
});

test('changes are current for the same snapshots and the same ground', () => {
  const inArea = /** @type {any} */ ({ ...answer, within: { polygon: outline } });
  const inView = /** @type {any} */ ({ ...answer, within: { bbox: '34.0000,50.9123,36.0000,52.0000' } });
  assert.equal(isCurrent(shown()), true);
  assert.equal(isCurrent(shown({ region: 'view' })), false, 'what is in view is not all mapped ground');
  assert.equal(isCurrent(shown({ region: 'view', changes: inView })), true);
  assert.equal(isCurrent(shown({ region: 'view', changes: inView, bounds: [34.1, 50.9, 36, 52] })), false, 'the map was moved');
  assert.equal(isCurrent(shown({ region: 'view', bounds: null })), false, 'nobody knows yet what is in view');
  assert.equal(isCurrent(shown({ area: drawn })), false);
  assert.equal(isCurrent(shown({ area: drawn, changes: inArea })), true);
  assert.equal(isCurrent(shown({ region: 'kursk' })), false);
  assert.equal(isCurrent(shown({ snapshot: { ...snapshot, id: 'c' } })), false);
  assert.equal(isCurrent(shown({ changes: null })), false);
  assert.deepEqual([inArea, inView, answer].map(groundToldOf), [{ region: '', area: outline }, { region: 'view', area: '' }, { region: '', area: '' }]);
});

test('nothing is shown beside the maps of other days, from before the first map, nor of another layer or view', () => {
  assert.equal(changesShown(shown()), answer);
  assert.equal(changesShown(shown({ region: 'kursk' })), answer, 'of these days it is, while that of the region is under way');
  const moved = shown({ snapshot: { ...snapshot, id: 'c' } });
  assert.equal(changesShown(moved), null);
  assert.equal(changesTold(moved), answer, 'words say of which days they are');
  for (const other of /** @type {Partial<Values>[]} */ ([{ fromSnapshot: null }, { layer: /** @type {any} */ ({ id: 'm' }) }, { mode: 'day' }])) {
    assert.equal(changesShown(shown(other)), null);
    assert.equal(changesTold(shown(other)), null);
  }
});

test('what an upload would change is shown over the map that it would follow, or over any where its layer is yet to be made', () => {
  /** @type {any} */
  const proposed = { ...answer, from: { snapshot: { id: 'b' } }, to: { snapshot: { id: null } } };
  /** @param {Partial<Values>} [other] */
  const shownWith = (other) => proposedShown(shown({ mode: 'day', proposed, layers: /** @type {any} */ ([{ id: 'l' }, { id: 'm' }]), ...other }));
  assert.equal(shownWith(), proposed);
  for (const other of /** @type {Partial<Values>[]} */ ([
    { mode: 'change' }, { snapshot: { ...snapshot, id: 'c' } }, { snapshot: null }, { layer: /** @type {any} */ ({ id: 'm' }) }, { proposed: null }, { proposed: undefined },
  ])) assert.equal(shownWith(other), null);
  const first = { ...proposed, from: null };
  assert.equal(shownWith({ proposed: first }), null, 'there is a map that it does not follow');
  assert.equal(shownWith({ proposed: first, snapshot: null }), first);
  assert.notEqual(shownWith({ proposed: { ...first, layer: 'new' } }), null);
});

/** @param {Partial<Values>} values */
function follow(values) {
  mock.timers.enable({ apis: ['setTimeout'] });
  const state = new State(shown({ changes: null, ...values }));
  /** @type {{between: object, within: object, give: () => void}[]} */
  const asked = [];
  /** @type {any} */
  const api = { changes: (/** @type {string} */ layer, /** @type {object} */ between, /** @type {object} */ within) => new Promise((resolve) => {
    asked.push({ between, within, give: () => resolve(answer) });
  }) };
  followChanges(state, api, new Tasks((failure) => { if (failure) throw failure; }));
  return { state, asked };
}

/** Lets that much time pass, and what is ready happen. @param {number} ms */
async function pass(ms) {
  mock.timers.tick(ms);
  for (let i = 0; i < 5; i++) await Promise.resolve();
}

test('a map that is moved is asked of once it has come to rest', async (context) => {
  context.after(() => mock.timers.reset());
  const { state, asked } = follow({ region: 'view' });
  for (let i = 0; i < 20; i++) {
    state.set({ bounds: [34 + i / 100, 51, 36, 52] });
    await pass(100);
  }
  assert.equal(asked.length, 0, 'it still moves');
  await pass(300);
  assert.deepEqual(asked.map(({ within }) => within), [{ bbox: '34.1900,51.0000,36.0000,52.0000' }]);
  asked[0].give();
  await pass(0);
  assert.equal(isCurrent(state.values), true);
  await pass(1000);
  assert.equal(asked.length, 1);
});

test('a drawn area is sent along, a correction asked for anew, and nothing asked where nothing changed can be seen', async (context) => {
  context.after(() => mock.timers.reset());
  const { state, asked } = follow({ area: drawn });
  await pass(300);
  assert.deepEqual(asked[0], { ...asked[0], between: { from: '2024-08-06', to: '2024-08-20' }, within: { polygon: outline } });
  state.set({ snapshot: { ...snapshot, valid_at: '2024-08-20T00:00:00Z', id: 'corrected' } });
  await pass(300);
  assert.equal(asked.length, 2);
  for (const none of /** @type {Partial<Values>[]} */ ([{ mode: 'day' }, { mode: 'change', fromSnapshot: null }, { fromSnapshot: snapshot, area: '', region: 'view', bounds: null }])) {
    state.set(none);
    await pass(300);
    assert.equal(asked.length, 2);
  }
});
