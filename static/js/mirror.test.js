import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mirrorEarlier } from './mirror.js';
import { State } from './state.js';

/** @typedef {import('./types.js').Values} Values */

const start = () => new State(/** @type {Values} */ ({
  mode: 'swipe', day: '2024-08-20', from: '2024-08-10', language: 'en', place: '', card: '', region: '', area: '', view: null, bounds: null,
}));

test('the earlier state has the earlier day, and follows all else but the view', () => {
  const state = start();
  const { state: earlier, stop } = mirrorEarlier(state);
  assert.equal(earlier.values.day, '2024-08-10');
  state.set({ from: '2024-08-12', day: '2024-08-22', language: 'uk', view: { zoom: 9, lat: 51, lon: 35 } });
  assert.deepEqual([earlier.values.day, earlier.values.language, earlier.values.view], ['2024-08-12', 'uk', null]);
  stop();
  state.set({ language: 'ru' });
  assert.equal(earlier.values.language, 'uk');
});

test('a place chosen on the earlier map is chosen on both', () => {
  const state = start();
  const { state: earlier } = mirrorEarlier(state);
  earlier.set({ place: 'sudzha', card: 'place' });
  assert.deepEqual([state.values.place, state.values.card, state.values.day], ['sudzha', 'place', '2024-08-20']);
});
