import { dayNumber, isoDay } from '../../days.js';
import { parseRange } from '../../url.js';

/**
 * The stretch of days that the chart shows, all of the record or a part of it. Days are counted; while somebody zooms, they
 * have fractions.
 *
 * @typedef {{first: number, last: number}} Window   both are shown
 */

/** Days that are shown at least. */
const fewest = 7;

/** @param {number[]} stops ascending, not empty @returns {Window} the whole record */
export function recordOf(stops) {
  return { first: stops[0], last: stops[stops.length - 1] };
}

/**
 * @param {string} range as the state has it
 * @param {Window} record
 * @returns {Window} what of the range is in the record; the whole record if that is nothing
 */
export function windowOf(range, record) {
  const days = parseRange(range)?.map(dayNumber);
  if (!days || days[1] <= record.first || days[0] >= record.last) return record;
  return { first: Math.max(days[0], record.first), last: Math.min(days[1], record.last) };
}

/** @param {Window} window @param {Window} record @returns {string} as the state has it; '' for the whole record */
export function rangeOf({ first, last }, record) {
  const [from, to] = [Math.round(first), Math.round(last)];
  return from <= record.first && to >= record.last ? '' : `${isoDay(from)}/${isoDay(to)}`;
}

/**
 * @param {Window} window
 * @param {Window} record
 * @param {number} at the day that stays where it is
 * @param {number} factor over 1 to see more days, under 1 for fewer
 * @returns {Window}
 */
export function zoomed({ first, last }, record, at, factor) {
  const all = record.last - record.first;
  const days = Math.min(Math.max((last - first) * factor, Math.min(fewest - 1, all)), all);
  const share = last > first ? (at - first) / (last - first) : 0.5;
  return within(at - share * days, days, record);
}

/** @param {Window} window @param {Window} record @param {number} days to go on by; back if negative @returns {Window} */
export function panned({ first, last }, record, days) {
  return within(first + days, last - first, record);
}

/**
 * @param {Window} window
 * @param {Window} record
 * @param {number} day
 * @returns {Window} the window, moved no further than that the day is in it
 */
export function reaching(window, record, day) {
  const { first, last } = window;
  return panned(window, record, Math.min(0, day - first) + Math.max(0, day - last));
}

/**
 * @param {number} a
 * @param {number} b a day, before or after a
 * @param {Window} record
 * @returns {Window} from the one to the other, widened to the fewest days that are shown
 */
export function between(a, b, record) {
  const [first, last] = a < b ? [a, b] : [b, a];
  const days = Math.min(Math.max(last - first, fewest - 1), record.last - record.first);
  return within((first + last - days) / 2, days, record);
}

/** @param {number} first @param {number} days @param {Window} record @returns {Window} moved into the record */
function within(first, days, record) {
  const from = Math.min(Math.max(first, record.first), record.last - days);
  return { first: from, last: from + days };
}
