import { dayNumber, dayOf, isoDay } from '../days.js';
import { parseRange } from '../url.js';

/**
 * The days that an animation shows.
 *
 * @typedef {import('../types.js').Values} Values
 */

const most = 150;

/**
 * From the first to the last day of what is chosen, or of the whole record. Time runs evenly, so that gaps are felt; where a
 * frame for each day would be too many each stands for several days. Both ends are always among them.
 * @param {Pick<Values, 'range' | 'mode' | 'from' | 'day' | 'snapshots'>} values
 * @returns {{days: string[], step: number}} no days where the record has none
 */
export function framesOf({ range, mode, from, day, snapshots }) {
  if (snapshots.length === 0) return { days: [], step: 1 };
  const record = [snapshots[0], snapshots[snapshots.length - 1]].map(({ valid_at: at }) => dayOf(at));
  const chosen = parseRange(range) ?? (mode !== 'day' && from && from < day ? [from, day] : record);
  const first = Math.max(dayNumber(chosen[0]), dayNumber(record[0]));
  const last = Math.max(first, dayNumber(chosen[1]));
  const step = Math.ceil((last - first + 1) / (most - 1));
  const days = [];
  for (let at = last; at >= first; at -= step) days.unshift(isoDay(at));
  if (days[0] !== isoDay(first)) days.unshift(isoDay(first));
  return { days, step };
}
