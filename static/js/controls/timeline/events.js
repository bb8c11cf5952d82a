import { dayNumber } from '../../days.js';

/**
 * Reports in the lane above the chart: a bar for each day, or, where there is room for all of them, a mark for each report.
 *
 * @typedef {import('../../types.js').ReportEvent} ReportEvent
 * @typedef {import('../../types.js').SourcedEvent} SourcedEvent
 * @typedef {{days: Map<number, ReportEvent[]>, most: number}} EventsByDay   `most` on one of the days
 * @typedef {{event: ReportEvent, day: number, dx: number, dy: number}} EventMark   pixels from where the day begins, and
 *   upwards from the lane's base
 */

/** Pixels that a mark takes, and those above the lane's base that marks may lie in. */
export const markSize = 8;
export const laneHeight = 26;

/** @type {WeakMap<ReportEvent[], Map<number, ReportEvent[]>>} asked at every frame of a zoom, for the same list */
const daysByList = new WeakMap();

/**
 * @param {ReportEvent[]} events a list that is never changed
 * @param {{first: number, last: number}} window
 * @returns {EventsByDay} those of the days that are shown, by day
 */
export function eventsByDay(events, { first, last }) {
  const days = new Map([...byDay(events)].filter(([day]) => day >= first && day <= last));
  return { days, most: Math.max(0, ...[...days.values()].map((list) => list.length)) };
}

/** @param {ReportEvent[]} events */
function byDay(events) {
  const known = daysByList.get(events);
  if (known) return known;
  /** @type {Map<number, ReportEvent[]>} */
  const days = new Map();
  for (const event of events) {
    const day = dayNumber(event.date);
    const list = days.get(day);
    if (list) list.push(event);
    else days.set(day, [event]);
  }
  daysByList.set(events, days);
  return days;
}

/**
 * The marks, once it is known of each who said so.
 * @param {EventMark[] | null} marks
 * @returns {(EventMark & {event: SourcedEvent})[] | null}
 */
export function sourcedMarks(marks) {
  const sourced = (marks ?? []).flatMap((mark) => {
    const { source, note } = mark.event;
    return source ? [{ ...mark, event: { ...mark.event, source, note: note ?? '' } }] : [];
  });
  return sourced.length === marks?.length ? sourced : null;
}

/**
 * @param {EventsByDay} events
 * @param {number} dayWidth px
 * @param {number} height of the lane, px
 * @returns {EventMark[] | null} by day; null where they would not have room to lie one beside the other
 */
export function eventMarks({ days, most }, dayWidth, height) {
  const rows = Math.max(1, Math.floor(height / markSize));
  if (most === 0 || Math.ceil(most / rows) * markSize > dayWidth) return null;
  return [...days].sort(([a], [b]) => a - b).flatMap(([day, list]) => list.map((event, i) => ({
    event, day, dx: (Math.floor(i / rows) + 0.5) * markSize, dy: ((i % rows) + 0.5) * markSize,
  })));
}
