import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayNumber } from './days.js';
import { stretchesOf, stretchOn } from './history.js';

/** @param {string} from @param {string | null} to @param {string | null} status */
const interval = (from, to, status, gap = false) => ({
  status, side: status ? null : 'east', from, to, gap, snapshot: { id: from, valid_at: from, recorded_at: from, revision: 1 },
});
/** @param {ReturnType<typeof interval>[]} intervals @param {string} last */
const stretches = (intervals, last) => stretchesOf({ intervals, last_snapshot: { id: 'x', valid_at: last, recorded_at: last, revision: 1 } });
const first = dayNumber('2024-08-05');

test('a stretch runs from the day of one turn to that of the next, through gaps, and up to the last map', () => {
  const all = stretches([
    interval('2024-08-05T00:00:00Z', '2024-08-08T00:00:00Z', null),
    interval('2024-08-08T00:00:00Z', '2024-08-10T00:00:00Z', 'ua'),
    interval('2024-08-10T00:00:00Z', '2024-08-25T00:00:00Z', 'ua', true),
    interval('2024-08-25T00:00:00Z', null, 'ua'),
  ], '2024-08-26T12:00:00Z');
  assert.deepEqual(all, [
    { status: null, side: 'east', first, end: first + 3, gaps: [] },
    { status: 'ua', side: null, first: first + 3, end: first + 22, gaps: [{ from: first + 5, to: first + 20 }] },
  ]);
});

test('of several maps of one day the last is the state of that day', () => {
  const all = stretches([
    interval('2024-08-05T00:00:00Z', '2024-08-07T06:00:00Z', 'ua'),
    interval('2024-08-07T06:00:00Z', '2024-08-07T18:00:00Z', 'grey'),
    interval('2024-08-07T18:00:00Z', null, 'ua'),
  ], '2024-08-09T00:00:00Z');
  assert.deepEqual(all, [{ status: 'ua', side: null, first, end: first + 5, gaps: [] }]);
});

test('a day lies in the stretch that began last, none before the first', () => {
  const all = stretches([
    interval('2024-08-05T00:00:00Z', '2024-08-08T00:00:00Z', 'ua'), interval('2024-08-08T00:00:00Z', null, 'ru'),
  ], '2024-08-09T00:00:00Z');
  assert.equal(stretchOn(all, first - 1), null);
  assert.deepEqual([0, 2, 3, 100].map((after) => stretchOn(all, first + after)?.status), ['ua', 'ua', 'ru', 'ru']);
});
