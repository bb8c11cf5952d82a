import { freeBox, headOf, middleOf } from './free.js';
import { projected, unprojected } from './mercator.js';

/**
 * What the map has to show, brought into what the cards leave free of it.
 *
 * @typedef {import('../types.js').Position} Position
 * @typedef {import('./labels/boxes.js').Box} Box
 * @typedef {{x: number, y: number}} Size  of the map, in pixels
 * @typedef {{centre: Position, zoom: number}} Whole  a view of the whole map, with what lies under cards
 */

export const zooms = { least: 6, most: 13 };
const footHeight = 40; // pixels
const footless = 160; // pixels: where less than that is left, a card lies over source and scale, too

/** @param {number} zoom */
const limited = (zoom) => Math.max(zooms.least, Math.min(zooms.most, zoom));

/**
 * Shows what a state asks for: its view or, without one, the bound of its layer's whole history.
 * @param {Pick<import('../types.js').Values, 'view' | 'layer'>} values
 * @param {Size} size
 * @param {Box[]} cards
 * @returns {Whole | null} null where nothing is asked for
 */
export function wholeOf({ view, layer }, size, cards) {
  if (view) return centred(view, size, cards);
  return layer?.bbox ? fitted(layer.bbox, size, cards) : null;
}

/**
 * Shows a view, whose centre is that of what is free.
 * @param {{lat: number, lon: number, zoom: number}} view
 * @param {Size} size
 * @param {Box[]} cards
 * @returns {Whole}
 */
function centred({ lat, lon, zoom: asked }, { x, y }, cards) {
  const zoom = limited(asked);
  const [freeX, freeY] = middleOf(freeBox(x, y, cards));
  const middle = projected([lon, lat], zoom);
  return { centre: unprojected({ x: middle.x + x / 2 - freeX, y: middle.y + y / 2 - freeY }, zoom), zoom };
}

/**
 * Shows a bound as large as it can be, with some air around it.
 * @param {[number, number, number, number]} bound [w, s, e, n]
 * @param {Size} size
 * @param {Box[]} cards
 * @returns {Whole}
 */
export function fitted([w, s, e, n], size, cards) {
  const free = freeBox(size.x, size.y, cards);
  const air = size.x < 600 ? 8 : 16;
  // The line with source and scale is no card, but nothing is read under it either.
  const foot = free.y1 - free.y0 < footless ? air : footHeight;
  const room = { x0: free.x0 + air, y0: headOf(free, cards) + air, x1: free.x1 - air, y1: free.y1 - foot };
  const [from, to] = [projected([w, n], 0), projected([e, s], 0)];
  // Cards may leave no room at all.
  const [width, height] = [Math.max(1, room.x1 - room.x0), Math.max(1, room.y1 - room.y0)];
  const zoom = limited(Math.log2(Math.min(width / (to.x - from.x), height / (to.y - from.y))));
  const [x, y] = middleOf({ x0: from.x, y0: from.y, x1: to.x, y1: to.y }).map((middle) => middle * 2 ** zoom);
  const [roomX, roomY] = middleOf(room);
  return { centre: unprojected({ x: x + size.x / 2 - roomX, y: y + size.y / 2 - roomY }, zoom), zoom };
}
