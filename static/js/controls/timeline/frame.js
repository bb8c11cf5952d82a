import { isHidden } from '../../hiding.js';
import { createTimeScale, gapsOf, stopsOf } from '../../timescale.js';
import { claimMarks, claimTop } from './claims.js';
import { eventMarks, eventsByDay, laneHeight, sourcedMarks } from './events.js';
import { createValueScale, layouts } from './layout.js';
import { chartHalves, partOf } from './series.js';
import { recordOf, windowOf } from './window.js';

/**
 * Everything that the parts of one drawing of the chart share.
 *
 * @typedef {import('../../types.js').Values} Values
 * @typedef {import('./series.js').Half} Half
 * @typedef {import('./claims.js').ClaimMark} ClaimMark
 * @typedef {{
 *   values: Readonly<Values>, layout: import('./layout.js').Layout, width: number,
 *   time: import('../../timescale.js').TimeScale, value: import('./layout.js').ValueScale, stops: number[],
 *   gaps: import('../../timescale.js').Gap[], whole: Half[], halves: Half[], above: number, below: number | null,
 *   claims: ClaimMark[], events: import('./events.js').EventsByDay, singly: boolean, reports: ReturnType<typeof sourcedMarks>
 * }} Frame   `stops` and `whole` are of all the record, `halves`, `gaps`, `claims` and `events` of what is shown; `above` and
 *   `below` are the highest values drawn, km²; `below` is null where there is but one half; `singly` is that there is room for each report by itself, whose
 *   `reports` are null until who said so has come
 */

/**
 * @param {Readonly<Values>} values
 * @param {import('./layout.js').Size} size
 * @param {number} width px
 * @param {Frame | null} before the frame drawn last: its areas stay until those of another region have come
 * @returns {Frame | null} null for a layer without maps
 */
export function createFrame(values, size, width, before) {
  const layout = layouts[size];
  const stops = stopsOf(values.snapshots);
  if (stops.length === 0) return null;
  const shown = windowOf(values.range, recordOf(stops));
  const time = createTimeScale(shown.first, shown.last, layout.left, width - layout.right);
  const whole = wholeOf(values, before);
  const halves = whole.map((half) => partOf(half, shown));
  const spoken = isHidden(values, 'events') ? { events: [], claims: [] } : { events: values.events, claims: claimMarks(values, halves) };
  const claims = spoken.claims.filter(({ day }) => day >= time.first && day <= time.last);
  /** @param {1 | -1} direction */
  const highest = (direction) => {
    const figures = layout.full ? claims.filter(({ half }) => half.direction === direction).map(claimTop) : [];
    const half = halves.find((one) => one.direction === direction);
    return half ? Math.max(half.max, ...figures) : null;
  };
  const [above, below] = [highest(1) ?? 0, highest(-1)];
  const value = createValueScale(layout, above, below);
  const gaps = gapsOf(stops).filter(({ from, to }) => from <= time.last && to > time.first);
  const events = eventsByDay(spoken.events, time);
  const single = layout.lane ? eventMarks(events, time.dayWidth, laneHeight) : null;
  const [singly, reports] = [single !== null, sourcedMarks(single)];
  return { values, layout, width, time, value, stops, gaps, whole, halves, above, below, claims, events, singly, reports };
}

/** @param {Readonly<Values>} values @param {Frame | null} before */
function wholeOf(values, before) {
  // Panning and zooming draw the same figures over and over.
  const same = /** @type {const} */ (['layer', 'region', 'halves', 'measured']).every((key) => values[key] === before?.values[key]);
  if (before && same) return before.whole;
  const kept = before?.values.layer?.id === values.layer?.id ? before?.whole : undefined;
  return chartHalves(values) ?? kept ?? [];
}
