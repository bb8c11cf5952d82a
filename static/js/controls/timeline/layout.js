import { ticks } from 'd3-array';

/**
 * Where things lie in the chart, in pixels from its top left corner.
 *
 * @typedef {'wide' | 'medium' | 'low' | 'compact' | 'embed'} Size
 * @typedef {{
 *   height: number, left: number, right: number, top: number, bottom: number, row: number, labels: number,
 *   lane: {base: number, height: number} | null, least: number, full: boolean
 * }} Layout   `top` and `bottom` bound the areas; `row` is the middle of the row of stops; `labels` the base line of the
 *   months; `least` the height a half gets at least; `full`: with claims, an axis of km² and the names of the halves
 * @typedef {{y: (km2: number) => number, zero: number}} ValueScale   km² below the zero line are negative
 */

const shared = { left: 96, right: 44, top: 34, lane: { base: 28.5, height: 14 }, least: 28, full: true };

const bare = { height: 84, left: 12, right: 14, top: 23, bottom: 55, row: 62, labels: 78, lane: null, least: 7, full: false };
const lowUpTo = 480; // pixels, as in the stylesheet

/** @type {Record<Size, Layout>} */
export const layouts = {
  wide: { ...shared, height: 184, bottom: 146, row: 152, labels: 171 },
  medium: { ...shared, height: 148, left: 80, right: 44, bottom: 110, row: 117, labels: 136 },
  compact: { height: 96, left: 10, right: 10, top: 21, bottom: 68, row: 75, labels: 92, lane: null, least: 8, full: false },
  low: { ...bare, left: 24, right: 44 },
  embed: bare,
};

/** @param {{width: number, height: number}} page @param {boolean} embed @returns {Size} */
export function sizeFor({ width, height }, embed) {
  if (embed) return 'embed';
  if (width < 600) return 'compact';
  if (height <= lowUpTo) return 'low';
  return width < 1000 ? 'medium' : 'wide';
}

/**
 * One scale for both halves, so that a square kilometre is as high above the zero line as below it.
 *
 * @param {Layout} layout
 * @param {number} above the highest value above the zero line, km²
 * @param {number | null} below the highest one below it; null where there is no such half
 * @returns {ValueScale}
 */
export function createValueScale({ top, bottom, least }, above, below) {
  const height = bottom - top;
  let [up, down] = [height, 0];
  if (below !== null) {
    const share = above + below > 0 ? below / (above + below) : 0.5;
    down = Math.min(Math.max(height * share, least), height - least);
    up = height - down;
  }
  const perKm2 = Math.min(up / (above || 1), below ? down / below : Infinity);
  const zero = top + up;
  return { zero, y: (km2) => zero - km2 * perKm2 };
}

/**
 * @param {ValueScale} scale
 * @param {number} above @param {number | null} below highest values, as for createValueScale
 * @returns {number[]} few round values for the axis, negative below the zero line; zero itself is not among them
 */
export function valueTicks({ y, zero }, above, below) {
  const room = (zero - y(above)) / 26;
  const up = ticks(0, above || 1, Math.max(1, Math.min(3, Math.floor(room))));
  const positive = up.filter((km2) => km2 > 0 && km2 <= above && zero - y(km2) >= 12);
  return below ? [...positive, ...downTicks(below, y, zero)] : positive;
}

/** @param {number} below @param {ValueScale['y']} y @param {number} zero */
function downTicks(below, y, zero) {
  const size = 10 ** Math.floor(Math.log10(below));
  const highest = [5, 3, 2, 1].map((digit) => digit * size).find((km2) => km2 <= below) ?? size;
  return y(-highest) - zero >= 12 ? [-highest] : [];
}
