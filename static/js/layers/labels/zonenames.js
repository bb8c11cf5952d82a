import polylabel from 'polylabel';
import { boxAround, grown } from './boxes.js';

/**
 * @typedef {import('./boxes.js').Box} Box
 * @typedef {import('./boxes.js').Point} Point
 * @typedef {import('./boxes.js').Occupied} Occupied
 * @typedef {import('./raster.js').Raster} Raster
 * @typedef {{text: string, width: number, height: number, value: number, zones: Point[][][]}} ZoneName
 *   zones are all of that status, as rings in pixels; value is the status's in the raster
 * @typedef {{raster: Raster, occupied: Occupied, border: Point[][], longest: number}} Ground
 *   longest is a leader's length at most
 * @typedef {{text: string, at: Point, leader: {from: Point, to: Point} | null}} PlacedZoneName  at is its middle
 */

const inside = 11; // of the end of a leader, from the zone's edge
const spare = 3;

/**
 * Places the name of a status: in the zone where all of it fits, nearest to that zone's visual centre; else outside,
 * with a leader. Takes the ground; null where there is no room.
 * @param {ZoneName} name
 * @param {Ground} ground its raster is of statuses
 * @returns {Generator<void, PlacedZoneName | null>} in parts
 */
export function* placeZoneName(name, ground) {
  const zones = name.zones.toSorted((a, b) => extent(b[0]) - extent(a[0]));
  const tries = [
    ...zones.map((zone) => () => insideZone(name, zone, ground)), ...zones.slice(0, 3).map((zone) => () => beside(name, zone, ground)),
  ];
  /** @type {PlacedZoneName | null} */
  let placed = null;
  for (let i = 0; !placed && i < tries.length; i++) {
    yield;
    placed = tries[i]();
  }
  if (!placed) return null;
  ground.occupied.add(boxAround(placed.at.x, placed.at.y, name.width, name.height));
  if (placed.leader) ground.occupied.add(...leaderBoxes(placed.leader));
  return placed;
}

/**
 * @template T, R
 * @param {T[]} items
 * @param {(item: T) => R | null} find
 */
function firstOf(items, find) {
  for (const item of items) {
    const found = find(item);
    if (found) return found;
  }
  return null;
}

/**
 * @param {ZoneName} name
 * @param {Point[][]} zone
 * @param {Ground} ground
 * @returns {PlacedZoneName | null}
 */
function insideZone(name, zone, { raster, occupied }) {
  const bounds = boundsOf(zone[0]);
  const [halfWidth, halfHeight] = [name.width / 2 + spare, name.height / 2 + spare];
  const [x0, x1] = [Math.max(bounds.x0, 0) + halfWidth, Math.min(bounds.x1, occupied.width) - halfWidth];
  const [y0, y1] = [Math.max(bounds.y0, 0) + halfHeight, Math.min(bounds.y1, occupied.height) - halfHeight];
  if (x1 < x0 || y1 < y0) return null;
  const centre = visualCentre(zone);
  let best = null;
  let nearest = Infinity;
  for (let y = y0; y <= y1; y += 8) {
    for (let x = x0; x <= x1; x += 8) {
      const distance = Math.hypot(x - centre.x, y - centre.y);
      if (distance >= nearest) continue;
      const box = grown(boxAround(x, y, name.width, name.height), spare);
      if (raster.holds(box, [name.value]) && occupied.isFree(box)) [best, nearest] = [{ x, y }, distance];
    }
  }
  return best && { text: name.text, at: best, leader: null };
}

/** @param {Point[][]} zone @returns {Point} */
function visualCentre(zone) {
  const [x, y] = polylabel(zone.map((ring) => ring.map((point) => [point.x, point.y])), 2);
  return { x, y };
}

/** Where a leader may point, ahead the likeliest: straight up and down reads best. */
const directions = [{ x: 0, y: -1 }, { x: 0, y: 1 }, { x: 1, y: 0 }, { x: -1, y: 0 }];

/**
 * @param {ZoneName} name
 * @param {Point[][]} zone
 * @param {Ground} ground
 * @returns {PlacedZoneName | null}
 */
function beside(name, zone, ground) {
  const centre = visualCentre(zone);
  let best = null;
  let bestCost = Infinity;
  for (const direction of directions) {
    for (const edge of edgesTowards(zone[0], direction)) {
      const found = outwards(name, edge, direction, ground);
      if (!found) continue;
      // A leader that ends in the thick of the zone leaves no doubt about what it names.
      const cost = found.cost + Math.hypot(edge.dot.x - centre.x, edge.dot.y - centre.y) / 2;
      if (cost < bestCost) [best, bestCost] = [found.placed, cost];
    }
  }
  return best ?? besideSmall(name, centre, ground);
}

/**
 * The leader of a zone too small to hold its end well inside ends at the middle.
 * @param {ZoneName} name
 * @param {Point} centre
 * @param {Ground} ground
 */
function besideSmall(name, centre, ground) {
  return firstOf(directions, (direction) => {
    let edge = centre;
    while (ground.raster.at(edge) === name.value) edge = { x: edge.x + 2 * direction.x, y: edge.y + 2 * direction.y };
    if (Math.hypot(edge.x - centre.x, edge.y - centre.y) > 2 * inside) return null;
    return outwards(name, { edge, dot: centre }, direction, ground)?.placed ?? null;
  });
}

/**
 * Points on a ring, some pixels apart, from which a leader in that direction leaves at once.
 * @param {Point[]} ring
 * @param {Point} direction
 */
function edgesTowards(ring, direction) {
  const found = [];
  let walked = 0;
  for (let i = 1; i < ring.length; i++) {
    const [a, b] = [ring[i - 1], ring[i]];
    const length = Math.hypot(b.x - a.x, b.y - a.y);
    for (let at = 12 - walked; at <= length; at += 12) {
      const t = at / length;
      found.push({ x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t });
    }
    walked = (walked + length) % 12;
  }
  return found.map((edge) => ({ edge, dot: { x: edge.x - direction.x * inside, y: edge.y - direction.y * inside } }));
}

/**
 * @param {ZoneName} name
 * @param {{edge: Point, dot: Point}} from
 * @param {Point} direction
 * @param {Ground} ground
 */
function outwards(name, { edge, dot }, direction, { raster, occupied, border, longest }) {
  if (raster.at({ x: edge.x + direction.x * 5, y: edge.y + direction.y * 5 }) === name.value) return null;
  if (raster.at(dot) !== name.value || !occupied.isFree(boxAround(dot.x, dot.y, 8, 8))) return null;
  const half = Math.abs(direction.x) * name.width / 2 + Math.abs(direction.y) * name.height / 2;
  for (let out = 12; out + inside <= longest; out += 8) {
    const end = { x: edge.x + direction.x * out, y: edge.y + direction.y * out };
    const at = { x: end.x + direction.x * (half + 2), y: end.y + direction.y * (half + 2) };
    const box = boxAround(at.x, at.y, name.width + 6, name.height + 2);
    // On somebody else's ground the name would say something false.
    if (!occupied.isFree(box) || !raster.holds(box, [0, name.value])) continue;
    const leader = { from: dot, to: end };
    if (leaderBoxes(leader).some((part) => !occupied.isFree(part))) return null;
    const clear = raster.holds(box, [0]) && leaderBoxes(leader).every((part) => raster.holds(part, [0, name.value]));
    const cost = out + (clear ? 0 : 150) + (crosses(box, border) ? 60 : 0) + Math.abs(direction.x) * 30;
    return { placed: { text: name.text, at, leader }, cost };
  }
  return null;
}

/**
 * @param {Box} box
 * @param {Point[][]} lines
 */
function crosses(box, lines) {
  return lines.some((line) => line.some(({ x, y }) => x > box.x0 && x < box.x1 && y > box.y0 && y < box.y1));
}

/**
 * @param {{from: Point, to: Point}} leader
 * @returns {Box[]}
 */
function leaderBoxes({ from, to }) {
  return [grown({
    x0: Math.min(from.x, to.x), y0: Math.min(from.y, to.y), x1: Math.max(from.x, to.x), y1: Math.max(from.y, to.y),
  }, 3)];
}

/** @param {Point[]} ring @returns {Box} */
function boundsOf(ring) {
  const bounds = { x0: Infinity, y0: Infinity, x1: -Infinity, y1: -Infinity };
  for (const { x, y } of ring) {
    bounds.x0 = Math.min(bounds.x0, x);
    bounds.y0 = Math.min(bounds.y0, y);
    bounds.x1 = Math.max(bounds.x1, x);
    bounds.y1 = Math.max(bounds.y1, y);
  }
  return bounds;
}

/** Twice the area of a ring, in square pixels. @param {Point[]} ring */
function extent(ring) {
  let sum = 0;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) sum += ring[j].x * ring[i].y - ring[i].x * ring[j].y;
  return Math.abs(sum);
}
