import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pairAges } from './pairpanel.js';

/** @typedef {import('../types.js').Values} Values */

const snapshots = ['2024-08-29', '2025-07-04'].map((day) => ({ id: day, valid_at: `${day}T00:00:00Z`, recorded_at: '', revision: 1 }));

/** @param {Partial<Values>} values */
const notes = (values) => pairAges(/** @type {Values} */ ({ language: 'en', mode: 'swipe', snapshots, ...values })).map(({ lead, text }) => `${lead} ${text}`.trim());

test('each day without a map is told, with its year where the two years differ', () => {
  assert.deepEqual(notes({ from: '2024-08-30', fromSnapshot: snapshots[0], day: '2025-07-06', snapshot: snapshots[1] }), [
    '30 Aug 2024: no map. Shown: 29 Aug 2024, 1 day earlier.', '6 Jul 2025: no map. Shown: 4 Jul 2025, 2 days earlier.',
  ]);
  assert.deepEqual(notes({ from: '2024-08-30', fromSnapshot: snapshots[0], day: '2024-08-31', snapshot: snapshots[0] }), [
    '30 Aug: no map. Shown: 29 Aug 2024, 1 day earlier.', '31 Aug: no map. Shown: 29 Aug 2024, 2 days earlier.',
  ]);
});

test('the same day twice is told once, and a change of one map alone is none', () => {
  const same = { from: '2024-08-30', fromSnapshot: snapshots[0], day: '2024-08-30', snapshot: snapshots[0] };
  assert.equal(notes(same).length, 1);
  assert.deepEqual(notes({ ...same, mode: 'change', snapshots: [snapshots[0]] }), ['This layer has one map: there is nothing to compare.']);
});
