import { dayNumber, isoDay } from './days.js';
import { stopAfter, stopBefore, stopShown, stopsOf } from './timescale.js';

/**
 * Two days that are looked at together: `from`, the earlier one, and `day`, the later.
 *
 * @typedef {import('./types.js').Values} Values
 * @typedef {'from' | 'day'} End   which of the two
 */

/** Whether two maps are shown, one over or beside the other. @param {Pick<Values, 'mode'>} values */
export function hasTwoMaps({ mode }) {
  return mode === 'swipe' || mode === 'side';
}

/** How many days a reader is taken back who has not chosen an earlier day: a week of change, a month to compare. */
const back = { swipe: 30, side: 30, change: 7 };

/**
 * The days to begin with. The earlier one is some time before the later, but so far that it shows another map, and not before the
 * first; of the first map, which has none before it, it is the day, and the later one that of the map after it.
 * @param {Pick<Values, 'mode' | 'day' | 'snapshots'>} values
 * @returns {Pick<Values, 'from' | 'day'>} from is '' while nothing is known, and where one day is looked at
 */
export function firstPair({ mode, day, snapshots }) {
  const stops = stopsOf(snapshots);
  if (mode === 'day' || day === '' || stops.length === 0) return { from: '', day };
  const later = dayNumber(day);
  const shown = stopShown(stops, later);
  if (shown === null) return { from: day, day };
  if (shown === stops[0]) return { from: isoDay(shown), day: isoDay(stopAfter(stops, shown) ?? later) };
  const before = later - back[mode];
  const from = shown <= before ? stopBefore(stops, shown) ?? shown : before;
  return { from: isoDay(Math.max(from, stops[0])), day };
}

/**
 * Moves one of two days, or the one day there is. One that passes the other takes its place, and is that one then.
 * @param {Pick<Values, 'mode' | 'from' | 'day'>} values
 * @param {End} end which of them moves
 * @param {string} to YYYY-MM-DD
 * @returns {{from: string, day: string, end: End}}
 */
export function moveEnd({ mode, from, day }, end, to) {
  if (mode === 'day') return { from, day: to, end: 'day' };
  const other = end === 'from' ? day : from;
  if (to === other) return { from: to, day: to, end };
  return to < other ? { from: to, day: other, end: 'from' } : { from: other, day: to, end: 'day' };
}
