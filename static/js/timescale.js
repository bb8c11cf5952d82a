import { scaleLinear } from 'd3-scale';
import { utcMonth, utcYear } from 'd3-time';
import { dayNumber, isoDay } from './days.js';

/**
 * Days here are counted, as days.js says.
 *
 * @typedef {import('./types.js').Snapshot} Snapshot
 * @typedef {{x: (day: number) => number, day: (x: number) => number, first: number, last: number, dayWidth: number}} TimeScale
 * @typedef {{day: number, year: boolean, label: boolean}} MonthTick   `year`: the tick begins a year
 * @typedef {{from: number, to: number}} Gap                           the days `from` up to, not including, `to` have no map
 */

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
  const scale = scaleLinear([first, last + 1], [left, Math.max(right, left + 1)]);
  /** @param {number} day @param {number} end */
  const within = (day, end) => Math.min(Math.max(day, first), end);
  return {
    first,
    last,
    dayWidth: scale(first + 1) - scale(first),
    x: (day) => scale(within(day, last + 1)),
    day: (x) => within(Math.round(scale.invert(x)), last),
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

/** @type {[number, import('d3-time').TimeInterval | null][]} how far the labels of an axis may be apart, in months */
const intervals = [
  [1, utcMonth], [2, utcMonth.every(2)], [3, utcMonth.every(3)], [6, utcMonth.every(6)],
  [12, utcYear], [24, utcYear.every(2)], [60, utcYear.every(5)], [120, utcYear.every(10)],
];

/**
 * @param {TimeScale} scale
 * @param {number} apart pixels that a label needs at least
 * @returns {MonthTick[]} the months of the scale, or fewer where they would stand too close for a line each
 */
export function monthTicks(scale, apart) {
  const pixels = scale.dayWidth * 30.4;
  const labels = intervals.find(([months]) => months * pixels >= apart)?.[1] ?? intervals[intervals.length - 1][1];
  const lines = pixels >= 8 ? utcMonth : labels;
  const [from, to] = [new Date(isoDay(scale.first)), new Date(isoDay(scale.last + 1))];
  if (!lines || !labels) return [];
  return lines.range(from, to).map((date) => ({
    day: dayNumber(date.toISOString()),
    year: date.getUTCMonth() === 0,
    label: labels.floor(date).getTime() === date.getTime(),
  }));
}
