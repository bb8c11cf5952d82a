import { boxAround, grown } from './boxes.js';

/**
 * @typedef {import('./boxes.js').Box} Box
 * @typedef {import('./boxes.js').Point} Point
 * @typedef {import('./boxes.js').Occupied} Occupied
 * @typedef {import('./raster.js').Raster} Raster
 * @typedef {{id: string, text: string, width: number, rank: number, dot: Point, ringed?: boolean}} SettlementName  one whose history is
 *   open has a ring around its mark
 * @typedef {{id: string, text: string, rank: number, dot: Point, at: Point}} PlacedSettlement  at is the middle left of its name
 */

/**
 * How settlements of each rank look: text size and weight, radius of the mark, and the zoom from which they are shown.
 * @type {Record<number, {size: number, weight: number, radius: number, zoom: number}>}
 */
export const ranks = {
  1: { size: 17, weight: 650, radius: 5.5, zoom: 0 },
  2: { size: 14.5, weight: 600, radius: 4, zoom: 0 },
  3: { size: 12.5, weight: 450, radius: 2.8, zoom: 8.9 },
  4: { size: 11.5, weight: 400, radius: 2.2, zoom: 10.4 },
};

/** The radius of the ring around the mark of the place whose history is open. */
export const ringRadius = 9.5;

/** The look of a rank; one that is unknown is the least. @param {number} rank */
export function lookOf(rank) {
  return ranks[rank] ?? ranks[4];
}

/**
 * The ground of a settlement's mark.
 * @param {{rank: number, dot: Point}} settlement
 */
export function dotBox({ rank, dot }) {
  const size = 2 * lookOf(rank).radius + 3;
  return boxAround(dot.x, dot.y, size, size);
}

/**
 * Places names beside their dots, in the order given; one without a free place is left out with its dot. A name rather
 * stands on its dot's own ground, then also on unmarked ground, then anywhere: on the other side's ground it would say
 * something false, and on a small screen it never does.
 * @param {SettlementName[]} names
 * @param {Raster} raster of statuses
 * @param {Occupied} occupied the dots of ranks 1 and 2 are in it already
 * @param {boolean} small
 * @returns {PlacedSettlement[]}
 */
export function placeSettlements(names, raster, occupied, small) {
  const placed = [];
  for (const name of names) {
    const at = positionOf(name, raster, occupied, small);
    if (!at) continue;
    const air = small && name.rank > 2 ? 9 : 1;
    occupied.add(grown(boxAt(name, at), air), grown(dotBox(name), air));
    placed.push({ id: name.id, text: name.text, rank: name.rank, dot: name.dot, at });
  }
  return placed;
}

/**
 * @param {SettlementName} name
 * @param {Raster} raster
 * @param {Occupied} occupied
 * @param {boolean} small
 */
function positionOf(name, raster, occupied, small) {
  if (name.rank > 2 && !occupied.isFree(dotBox(name))) return null;
  const free = positions(name).filter((at) => occupied.isFree(boxAt(name, at)));
  const own = raster.at(name.dot);
  return free.find((at) => raster.holds(boxAt(name, at), [own]))
    ?? (own ? free.find((at) => raster.holds(boxAt(name, at), [own, 0])) : undefined)
    ?? (small ? null : free[0] ?? null);
}

/**
 * @param {SettlementName} name
 * @param {Point} at
 */
function boxAt(name, at) {
  const height = lookOf(name.rank).size + 2;
  return { x0: at.x, y0: at.y - height / 2, x1: at.x + name.width, y1: at.y + height / 2 };
}

/**
 * Right, left, four corners, above, below.
 * @param {SettlementName} name
 * @returns {Point[]}
 */
function positions({ rank, width, dot, ringed }) {
  const { radius: own, size } = lookOf(rank);
  const radius = ringed ? ringRadius : own;
  const gap = radius + 4;
  const near = radius + 2;
  const up = radius + size * 0.55 + 1;
  const right = dot.x + gap;
  const left = dot.x - gap - width;
  return [
    { x: right, y: dot.y }, { x: left, y: dot.y },
    { x: dot.x + near, y: dot.y - up }, { x: dot.x + near, y: dot.y + up },
    { x: dot.x - near - width, y: dot.y - up }, { x: dot.x - near - width, y: dot.y + up },
    { x: dot.x - width / 2, y: dot.y - up - 1 }, { x: dot.x - width / 2, y: dot.y + up + 1 },
  ];
}
