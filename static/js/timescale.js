import { utcDay, utcMonth, utcYear } from 'd3-time';
import { dayNumber, isoDay } from './days.js';

/**
 * Days here are counted, as days.js says.
 *
 * @typedef {import('./types.js').Snapshot} Snapshot
 * @typedef {{x: (day: number) => number, day: (x: number) => number, first: number, last: number, dayWidth: number}} TimeScale
 * @typedef {{day: number, year: boolean, single: boolean, label: boolean}} Tick   `year`: it begins a year; `single`: its label
 *   is of a day and not of a month
 * @typedef {{from: number, to: number}} Gap                           the days `from` up to, not including, `to` have no map
 */

/** Days in the middle month. */
const month = 30.4;

/** Asked at every frame of a drag, for the same list. @type {WeakMap<Snapshot[], number[]>} */
const stopsByList = new WeakMap();

/**
 * @param {Snapshot[]} snapshots by valid time; a list that is never changed
 * @returns {number[]} the days with a map, ascending, each once
 */
export function stopsOf(snapshots) {
  let stops = stopsByList.get(snapshots);
  if (!stops) {
    stops = [];
    for (const { valid_at: validAt, withdrawn } of snapshots) {
      const day = dayNumber(validAt);
      if (!withdrawn && day !== stops.at(-1)) stops.push(day);
    }
    stopsByList.set(snapshots, stops);
  }
  return stops;
}

/** @param {number[]} days ascending @param {number} day @returns {number} how many of them are at or before day */
export function countUpTo(days, day) {
  let low = 0;
  let high = days.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (days[middle] <= day) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** @param {number[]} stops @param {number} day @returns {number | null} the map shown on day; null before the first */
export function stopShown(stops, day) {
  return stops[countUpTo(stops, day) - 1] ?? null;
}

/** @param {number[]} stops @param {number} day @returns {number | null} the last stop before day */
export function stopBefore(stops, day) {
  return stops[countUpTo(stops, day - 1) - 1] ?? null;
}

/** @param {number[]} stops @param {number} day @returns {number | null} the first stop after day */
export function stopAfter(stops, day) {
  return stops[countUpTo(stops, day)] ?? null;
}

/**
 * @param {number[]} stops
 * @param {number} [longest] days from one map to the next that are no gap yet
 * @returns {Gap[]}
 */
export function gapsOf(stops, longest = 7) {
  /** @type {Gap[]} */
  const gaps = [];
  for (let i = 1; i < stops.length; i++) {
    if (stops[i] - stops[i - 1] > longest) gaps.push({ from: stops[i - 1] + 1, to: stops[i] });
  }
  return gaps;
}

/**
 * A day stands at the place where it begins; the last one has its full width too.
 *
 * @param {number} first
 * @param {number} last not before first
 * @param {number} left
 * @param {number} right
 * @returns {TimeScale} `x` keeps between left and right for days outside, `day` between first and last
 */
export function createTimeScale(first, last, left, right) {
  const dayWidth = Math.max(right - left, 1) / (last + 1 - first);
  /** @param {number} day @param {number} end */
  const within = (day, end) => Math.min(Math.max(day, first), end);
  return {
    first,
    last,
    dayWidth,
    x: (day) => left + (within(day, last + 1) - first) * dayWidth,
    day: (x) => within(Math.round(first + (x - left) / dayWidth), last),
  };
}

/**
 * @param {TimeScale} scale
 * @param {number[]} stops
 * @param {number} x
 * @param {number} [reach] pixels within which a stop draws the handle to it
 * @returns {number} the day meant by somebody who points at x
 */
export function snap(scale, stops, x, reach = 6) {
  const after = countUpTo(stops, scale.day(x));
  const [nearest] = [stops[after - 1], stops[after]]
    .filter((stop) => stop !== undefined && Math.abs(scale.x(stop) - x) <= reach)
    .sort((a, b) => Math.abs(scale.x(a) - x) - Math.abs(scale.x(b) - x));
  return nearest ?? scale.day(x);
}

/** Every nth day of the month, but none so near to the next first that their labels would meet. @param {number} n */
const daysOfMonth = (n) => utcDay.filter((date) => (
  (date.getUTCDate() - 1) % n === 0 && utcDay.count(date, utcMonth.ceil(new Date(date.getTime() + 1))) >= n * 0.8));

/** @type {[number, import('d3-time').TimeInterval | null][]} how far the labels of an axis may be apart, in days */
const intervals = [
  ...[1, 2, 5, 10, 15].map((n) => /** @type {[number, import('d3-time').TimeInterval]} */ ([n, daysOfMonth(n)])),
  ...[1, 2, 3, 6].map((n) => /** @type {[number, import('d3-time').TimeInterval | null]} */ ([n * month, n === 1 ? utcMonth : utcMonth.every(n)])),
  [12 * month, utcYear], [24 * month, utcYear.every(2)], [60 * month, utcYear.every(5)], [120 * month, utcYear.every(10)],
];

/**
 * @param {TimeScale} scale
 * @param {number} apart pixels that a label needs at least
 * @returns {Tick[]} months, or single days where there is room for them, or fewer where they would stand too close for a
 *   line each
 */
export function axisTicks({ first, last, dayWidth }, apart) {
  const [step, labels] = intervals.find(([days]) => days * dayWidth >= apart) ?? intervals[intervals.length - 1];
  const lines = linesOf(step, dayWidth) ?? labels;
  if (!lines || !labels) return [];
  return lines.range(new Date(isoDay(first)), new Date(isoDay(last + 1))).map((date) => ({
    day: dayNumber(date.toISOString()),
    year: date.getUTCMonth() === 0 && date.getUTCDate() === 1,
    single: step < month,
    label: labels.floor(date).getTime() === date.getTime(),
  }));
}

/** @param {number} step days from label to label @param {number} dayWidth px */
function linesOf(step, dayWidth) {
  if (step < month) return dayWidth >= 24 ? utcDay : null;
  return month * dayWidth >= 8 ? utcMonth : null;
}
