import { dayNumber } from './days.js';

/**
 * The history of a place, told in whole days: the state of a day is what the last map of it shows.
 *
 * @typedef {import('./types.js').PlaceHistory} PlaceHistory
 * @typedef {import('./timescale.js').Gap} Gap
 * @typedef {{status: string | null, side: string | null, first: number, end: number, gaps: Gap[]}} Stretch  the days, counted,
 *   from first up to, not including, end, in which a place had one status, as far as maps show; null is ground in no zone, and
 *   side then whose rear that is
 */

/**
 * @param {Pick<PlaceHistory, 'intervals' | 'last_snapshot'>} history
 * @returns {Stretch[]} by time, without a hole between them, up to the day of the last map
 */
export function stretchesOf({ intervals, last_snapshot: last }) {
  const end = dayNumber(last.valid_at) + 1;
  /** @type {Stretch[]} */
  const stretches = [];
  for (const { status, side, from, to, gap } of intervals) {
    const days = { from: dayNumber(from), to: to ? dayNumber(to) : end };
    // What a later map of the same day shows otherwise was the state of no day.
    if (days.to <= days.from) continue;
    let stretch = stretches.at(-1);
    if (stretch?.status === status && stretch.side === side) stretch.end = days.to;
    else stretches.push(stretch = { status, side, first: days.from, end: days.to, gaps: [] });
    if (gap) stretch.gaps.push(days);
  }
  return stretches;
}

/**
 * The stretch that a day lies in, the last one for days after it; null before the first.
 * @param {Stretch[]} stretches
 * @param {number} day counted
 */
export function stretchOn(stretches, day) {
  return stretches.findLast(({ first }) => first <= day) ?? null;
}
