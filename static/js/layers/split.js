import { hasTwoMaps } from '../pair.js';
import { freeBox } from './free.js';

/**
 * How two maps share the page: one over the other with a divider between what is seen of each, or side by side.
 *
 * @typedef {import('./labels/boxes.js').Box} Box
 * @typedef {import('../types.js').Values} Values
 * @typedef {{at: number, upright: boolean, free: Box}} Split  `at` is where the two days meet, in pixels from the left or,
 *   where the earlier one lies above, from the top; free is what the cards leave of the page
 */

/** Below this width one map lies above the other, as on any page that is higher than wide. */
const smallBelow = 600;

/**
 * @param {Pick<Values, 'mode' | 'divider'>} values
 * @param {number} width of the page
 * @param {number} height
 * @param {Box[]} cards
 * @returns {Split | null} null where there is one map
 */
export function splitOf({ mode, divider }, width, height, cards) {
  if (!hasTwoMaps({ mode })) return null;
  const free = freeBox(width, height, cards);
  const stacked = mode === 'side' && (width < smallBelow || free.y1 - free.y0 > free.x1 - free.x0);
  if (stacked) return { at: Math.round((free.y0 + free.y1) / 2), upright: false, free };
  return { at: dividerAt(free, mode === 'swipe' ? divider : 0.5), upright: true, free };
}

/**
 * Where the divider lies, in pixels from the left.
 * @param {Box} free what the cards leave of the page
 * @param {number} share of it that shows the earlier day
 */
export function dividerAt({ x0, x1 }, share) {
  return Math.round(x0 + share * (x1 - x0));
}

/**
 * The part of the page that shows the map of that day.
 * @param {Split} split
 * @param {'from' | 'day'} end
 * @param {number} width of the page
 * @param {number} height
 * @returns {Box}
 */
export function partOf({ at, upright }, end, width, height) {
  const [x, y] = upright ? [at, 0] : [0, at];
  if (end === 'day') return { x0: x, y0: y, x1: width, y1: height };
  return { x0: 0, y0: 0, x1: upright ? at : width, y1: upright ? height : at };
}
