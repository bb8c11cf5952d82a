import assert from 'node:assert/strict';
import { test } from 'node:test';
import { State } from './state.js';

/** @typedef {import('./types.js').Values} Values */

test('what follows from other values changes with them, in one event', () => {
  const state = new State(/** @type {Values} */ ({ day: '2024-08-10', region: '', playing: false }));
  state.derive(['day'], ({ day }) => ({ region: `of ${day}` }));
  state.derive(['region'], ({ region }) => ({ playing: region.endsWith('11') }));
  /** @type {string[][]} */
  const seen = [];
  state.onChange(['day', 'region', 'playing'], (_, keys) => seen.push([...keys]));
  state.set({ day: '2024-08-11' });
  assert.deepEqual(seen, [['day', 'region', 'playing']]);
  assert.equal(state.values.region, 'of 2024-08-11');
  state.set({ day: '2024-08-11' });
  assert.equal(seen.length, 1);
});
