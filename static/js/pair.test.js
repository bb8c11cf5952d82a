import assert from 'node:assert/strict';
import { test } from 'node:test';
import { firstPair, moveEnd } from './pair.js';

/** @param {string[]} days */
const maps = (...days) => days.map((day) => ({ id: day, valid_at: `${day}T00:00:00Z`, recorded_at: '', revision: 1 }));
const record = maps('2024-08-05', '2024-08-20', '2024-09-30', '2024-10-01');

/** @param {Parameters<typeof firstPair>[0]} values @param {string} from @param {string} [day] */
const begins = (values, from, day = values.day) => assert.deepEqual(firstPair(values), { from, day });

test('a reader who has chosen no earlier day begins a month before to compare, a week before for the change', () => {
  begins({ mode: 'swipe', day: '2024-10-01', snapshots: record }, '2024-09-01');
  begins({ mode: 'change', day: '2024-10-01', snapshots: record }, '2024-09-24');
});

test('the two days show two maps wherever there are two', () => {
  begins({ mode: 'change', day: '2024-09-12', snapshots: record }, '2024-08-05');
  begins({ mode: 'side', day: '2024-08-20', snapshots: record }, '2024-08-05');
  begins({ mode: 'side', day: '2024-08-05', snapshots: record }, '2024-08-05', '2024-08-20');
  begins({ mode: 'change', day: '2024-08-19', snapshots: record }, '2024-08-05', '2024-08-20');
  begins({ mode: 'change', day: '2024-08-01', snapshots: record }, '2024-08-01');
  begins({ mode: 'change', day: '2024-09-01', snapshots: maps('2024-08-05') }, '2024-08-05');
});

test('nothing is chosen for one day, nor while no map is known', () => {
  begins({ mode: 'day', day: '2024-10-01', snapshots: record }, '');
  begins({ mode: 'change', day: '2024-10-01', snapshots: [] }, '');
});

test('a day that passes the other takes its place', () => {
  const pair = /** @type {const} */ ({ mode: 'swipe', from: '2024-08-10', day: '2024-08-20' });
  assert.deepEqual(moveEnd(pair, 'day', '2024-08-25'), { from: '2024-08-10', day: '2024-08-25', end: 'day' });
  assert.deepEqual(moveEnd(pair, 'day', '2024-08-05'), { from: '2024-08-05', day: '2024-08-10', end: 'from' });
  assert.deepEqual(moveEnd(pair, 'from', '2024-08-30'), { from: '2024-08-20', day: '2024-08-30', end: 'day' });
  assert.deepEqual(moveEnd(pair, 'from', '2024-08-20'), { from: '2024-08-20', day: '2024-08-20', end: 'from' });
  assert.deepEqual(moveEnd({ ...pair, mode: 'day' }, 'day', '2024-08-05'), { from: '2024-08-10', day: '2024-08-05', end: 'day' });
});
