import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayNumber } from '../../days.js';
import { between, panned, rangeOf, reaching, windowOf, zoomed } from './window.js';

const record = { first: dayNumber('2024-08-05'), last: dayNumber('2025-07-04') };
/** @param {string} range */
const shown = (range) => rangeOf(windowOf(range, record), record);

test('a range is what of it is in the record, and the whole record if nothing is', () => {
  assert.equal(shown('2024-09-01/2024-10-01'), '2024-09-01/2024-10-01');
  assert.equal(shown('2024-07-01/2024-10-01'), '2024-08-05/2024-10-01');
  for (const range of ['', '2023-01-01/2024-01-01', '2026-01-01/2026-02-01', '2020-01-01/2030-01-01', 'x/y']) {
    assert.equal(shown(range), '', range);
    assert.deepEqual(windowOf(range, record), record);
  }
});

test('zooming leaves the day under the pointer where it is', () => {
  const window = windowOf('2024-09-01/2024-11-30', record);
  const at = window.first + 30;
  const closer = zoomed(window, record, at, 0.5);
  assert.ok(Math.abs((at - closer.first) / (closer.last - closer.first) - 30 / 90) < 1e-9);
  const back = zoomed(closer, record, at, 2);
  assert.ok(Math.abs(back.first - window.first) < 1e-9);
});

test('zooming ends at a week and at the whole record', () => {
  assert.equal(rangeOf(zoomed(record, record, record.first, 1e-9), record), '2024-08-05/2024-08-11');
  assert.equal(rangeOf(zoomed(record, record, record.last, 1e-9), record), '2025-06-28/2025-07-04');
  assert.equal(rangeOf(zoomed(windowOf('2024-09-01/2024-10-01', record), record, record.last, 1e9), record), '');
  const short = { first: 10, last: 12 };
  assert.deepEqual(zoomed(short, short, 11, 0.1), short);
  const single = { first: 10, last: 10 };
  assert.deepEqual(zoomed(single, single, 10, 0.5), single);
});

test('panning keeps the length and stays in the record', () => {
  const window = windowOf('2024-09-01/2024-10-01', record);
  assert.equal(rangeOf(panned(window, record, 10), record), '2024-09-11/2024-10-11');
  assert.equal(rangeOf(panned(window, record, -1000), record), '2024-08-05/2024-09-04');
  assert.equal(rangeOf(panned(window, record, 1000), record), '2025-06-04/2025-07-04');
});

test('a window follows a day that leaves it', () => {
  const window = windowOf('2024-09-01/2024-10-01', record);
  assert.deepEqual(reaching(window, record, dayNumber('2024-09-15')), window);
  assert.equal(rangeOf(reaching(window, record, dayNumber('2024-10-03')), record), '2024-09-03/2024-10-03');
  assert.equal(rangeOf(reaching(window, record, dayNumber('2024-08-20')), record), '2024-08-20/2024-09-19');
});

test('a stretch is the same from either end, and a week at least', () => {
  const [a, b] = ['2024-09-01', '2024-10-01'].map(dayNumber);
  assert.deepEqual(between(b, a, record), { first: a, last: b });
  assert.equal(rangeOf(between(a, a, record), record), '2024-08-29/2024-09-04');
  assert.equal(rangeOf(between(record.last, record.last, record), record), '2025-06-28/2025-07-04');
});
