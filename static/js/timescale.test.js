import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayNumber, isoDay } from './days.js';
import * as time from './timescale.js';

/** @param {string[]} days */
const numbers = (...days) => days.map(dayNumber);
/** @param {string[]} instants @param {object} [more] */
const snapshots = (instants, more = {}) => instants.map((at, i) => (
  { id: String(i), valid_at: at, recorded_at: at, revision: 1, ...more }));

test('stops are the days with a map, each once, without those withdrawn', () => {
  const list = snapshots(['2024-08-05T00:00:00Z', '2024-08-06T00:00:00Z', '2024-08-06T18:00:00Z', '2024-08-09T00:00:00Z']);
  assert.deepEqual(time.stopsOf(list).map(isoDay), ['2024-08-05', '2024-08-06', '2024-08-09']);
  assert.equal(time.stopsOf(list), time.stopsOf(list), 'a list is read but once');
  assert.deepEqual(time.stopsOf(snapshots(['2024-08-05T00:00:00Z'], { withdrawn: true })), []);
});

test('the map shown is the last one at or before the day, never a later one', () => {
  const stops = numbers('2024-08-29', '2024-09-02');
  for (const [day, shown, before, after] of [
    ['2024-08-28', null, null, '2024-08-29'],
    ['2024-08-29', '2024-08-29', null, '2024-09-02'],
    ['2024-08-31', '2024-08-29', '2024-08-29', '2024-09-02'],
    ['2024-09-02', '2024-09-02', '2024-08-29', null],
    ['2025-01-01', '2024-09-02', '2024-09-02', null],
  ]) {
    const at = dayNumber(/** @type {string} */ (day));
    const [got, earlier, later] = [time.stopShown, time.stopBefore, time.stopAfter].map((find) => find(stops, at));
    assert.deepEqual([got, earlier, later].map((stop) => stop && isoDay(stop)), [shown, before, after], String(day));
  }
});

test('a gap is more than seven days from one map to the next, and begins after the day of the first', () => {
  assert.deepEqual(time.gapsOf([10, 17, 25, 26]), [{ from: 18, to: 25 }]);
  assert.deepEqual(time.gapsOf([]), []);
});

test('days and pixels belong together, and keep to the ends', () => {
  const scale = time.createTimeScale(100, 199, 50, 250);
  assert.equal(scale.x(100), 50);
  assert.equal(scale.x(150), 150);
  assert.equal(scale.x(199), 248, 'the last day has its full width');
  assert.equal(scale.x(200), 250);
  assert.equal(scale.x(9999), 250);
  assert.equal(scale.x(-5), 50);
  assert.equal(scale.day(151.2), 151);
  assert.equal(scale.day(-1000), 100);
  assert.equal(scale.day(1000), 199);
  for (let day = 100; day < 200; day++) assert.equal(scale.day(scale.x(day)), day);
  assert.equal(time.createTimeScale(7, 7, 0, 100).day(60), 7, 'a record of a single day');
});

test('the handle is drawn to the nearest stop within six pixels, else it takes the day', () => {
  const scale = time.createTimeScale(0, 99, 0, 1000);
  const stops = [0, 50, 51, 80];
  assert.equal(time.snap(scale, stops, 504), 50);
  assert.equal(time.snap(scale, stops, 506), 51);
  assert.equal(time.snap(scale, stops, 794), 80);
  assert.equal(time.snap(scale, stops, 793), 79);
  assert.equal(time.snap(scale, stops, 807), 81);
  assert.equal(time.snap(scale, stops, 300), 30);
  assert.equal(time.snap(scale, stops, -50), 0);
  assert.equal(time.snap(scale, stops, 2000), 99);
});

test('months are labelled as far apart as their names need', () => {
  const [first, last] = numbers('2024-08-05', '2025-07-04');
  /** @param {number} width */
  const labels = (width) => time.axisTicks(time.createTimeScale(first, last, 0, width), 62)
    .filter((tick) => tick.label).map((tick) => isoDay(tick.day).slice(0, 7));
  assert.deepEqual(labels(1140).slice(0, 2), ['2024-09', '2024-10']);
  assert.equal(labels(1140).length, 11);
  assert.deepEqual(labels(300), ['2024-10', '2025-01', '2025-04', '2025-07']);
  const wide = time.axisTicks(time.createTimeScale(first, last, 0, 1140), 62);
  assert.deepEqual(wide.filter((tick) => tick.year).map((tick) => isoDay(tick.day)), ['2025-01-01']);
});

test('a long record has fewer lines, all of them labelled', () => {
  const [first, last] = numbers('1990-01-01', '2026-01-01');
  const ticks = time.axisTicks(time.createTimeScale(first, last, 0, 1000), 62);
  assert.ok(ticks.length <= 1000 / 62, `${ticks.length} lines`);
  assert.ok(ticks.every((tick) => tick.label && tick.year));
});

test('zoomed in, single days are labelled, never two where a month ends', () => {
  /** @param {string} first @param {string} last @param {number} width */
  const labels = (first, last, width) => {
    const [from, to] = numbers(first, last);
    return time.axisTicks(time.createTimeScale(from, to, 0, width), 62).filter((tick) => tick.label && tick.single).map((tick) => isoDay(tick.day).slice(5));
  };
  assert.deepEqual(labels('2024-08-28', '2024-09-04', 800), ['08-28', '08-29', '08-30', '08-31', '09-01', '09-02', '09-03', '09-04']);
  assert.deepEqual(labels('2024-08-20', '2024-09-06', 800), ['08-21', '08-23', '08-25', '08-27', '08-29', '09-01', '09-03', '09-05']);
  assert.deepEqual(labels('2025-02-10', '2025-03-20', 800), ['02-11', '02-16', '02-21', '03-01', '03-06', '03-11', '03-16']);
  assert.deepEqual(labels('2024-08-05', '2025-07-04', 1140), []);
});
