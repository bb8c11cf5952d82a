import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayNumber } from '../../days.js';
import { eventMarks, eventsByDay, markSize, sourcedMarks } from './events.js';

/** @param {string[]} dates */
const reports = (...dates) => /** @type {import('./events.js').ReportEvent[]} */ (dates.map((date) => ({ date })));
const [first, last] = ['2024-08-05', '2024-08-11'].map(dayNumber);
const all = reports('2024-08-07', '2024-08-05', '2024-08-07', '2024-08-07', '2024-08-12', '2024-08-01');

test('reports are counted by day, those of the days shown', () => {
  const { days, most } = eventsByDay(all, { first, last });
  assert.deepEqual([...days].map(([day, list]) => [day - first, list.length]), [[2, 3], [0, 1]]);
  assert.equal(most, 3);
  assert.equal(eventsByDay([], { first, last }).most, 0);
});

test('each report has a mark where the fullest day has room for all of its own', () => {
  const shown = eventsByDay(all, { first, last });
  assert.equal(eventMarks(shown, 2 * markSize - 1, 2 * markSize), null);
  const marks = eventMarks(shown, 2 * markSize, 2 * markSize);
  assert.deepEqual(marks?.map(({ day }) => day - first), [0, 2, 2, 2]);
  const places = new Set(marks?.map(({ day, dx, dy }) => [day, dx, dy].join()));
  assert.equal(places.size, 4, 'no two marks lie on one another');
  assert.ok(marks?.every(({ dx }) => dx < 2 * markSize), 'every mark lies within its day');
});

test('marks are shown once it is known of each who said so', () => {
  const source = { title: 'A', url: '' };
  const marks = (/** @type {object[]} */ ...said) => eventMarks(
    eventsByDay(reports('2024-08-05', '2024-08-06').map((report, i) => ({ ...report, ...said[i] })), { first, last }), 100, 18);
  assert.equal(sourcedMarks(null), null);
  assert.equal(sourcedMarks(marks({ source }, {})), null);
  assert.deepEqual(sourcedMarks(marks({ source, note: 'b' }, { source }))?.map(({ event }) => event.note), ['b', '']);
});

test('without reports there are no marks', () => {
  assert.equal(eventMarks(eventsByDay([], { first, last }), 100, 18), null);
});
