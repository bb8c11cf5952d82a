import { createTimeScale, stopsOf } from '../../timescale.js';
import { claimMarks, claimTop } from './claims.js';
import { createValueScale, layouts } from './layout.js';
import { chartHalves } from './series.js';

/**
 * Everything that the parts of one drawing of the chart share.
 *
 * @typedef {import('../../types.js').Values} Values
 * @typedef {import('./series.js').Half} Half
 * @typedef {import('./claims.js').ClaimMark} ClaimMark
 * @typedef {{
 *   values: Readonly<Values>, layout: import('./layout.js').Layout, width: number,
 *   time: import('../../timescale.js').TimeScale, value: import('./layout.js').ValueScale, stops: number[],
 *   halves: Half[], above: number, below: number | null, claims: ClaimMark[]
 * }} Frame   `above` and `below` are the highest values drawn, km²; `below` is null where there is but one half
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
  const kept = before?.values.layer?.id === values.layer?.id ? before?.halves : undefined;
  const halves = chartHalves(values) ?? kept ?? [];
  const time = createTimeScale(stops[0], stops[stops.length - 1], layout.left, width - layout.right);
  const claims = claimMarks(values, halves).filter(({ day }) => day >= time.first && day <= time.last);
  /** @param {1 | -1} direction */
  const highest = (direction) => {
    const figures = layout.full ? claims.filter(({ half }) => half.direction === direction).map(claimTop) : [];
    const half = halves.find((one) => one.direction === direction);
    return half ? Math.max(half.max, ...figures) : null;
  };
  const [above, below] = [highest(1) ?? 0, highest(-1)];
  const value = createValueScale(layout, above, below);
  return { values, layout, width, time, value, stops, halves, above, below, claims };
}
