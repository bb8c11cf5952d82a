import { boxAround, boxesAlong, grown } from './boxes.js';

/**
 * @typedef {import('./boxes.js').Box} Box
 * @typedef {import('./boxes.js').Point} Point
 * @typedef {import('./boxes.js').Occupied} Occupied
 * @typedef {import('./raster.js').Raster} Raster
 * @typedef {{
 *   text: string, width: number, country: string, countryWidth: number, size: number,
 *   value: number, line: Point[] | null
 * }} AreaName  value is the region's in the raster; line is where its name may run
 * @typedef {{text: string, size: number, arc: Point[]}} ArcText  a quadratic curve: from, control, to
 * @typedef {{text: string, at: Point, angle: number, box: Box}} CountryName  angle in degrees, clockwise
 * @typedef {{occupied: Occupied, regions: Raster, border: Point[][], tilt: number, dots: Point[], marked: Box[]}} Ground
 *   dots are the settlements whose names will want room; marked is ground that is a zone on some day
 */

const step = 24;
// A name this far from the border stands clear of it; farther away it would only lose touch with it.
const farEnough = 200;
const dotCost = 40;
const stretchLength = 90;

/**
 * Places the name of a region on a shallow arc, with its country below: along its own line if it has one, else where it
 * stands clearest of the border. Takes the ground; returns nothing where there is no room.
 * @param {AreaName} name
 * @param {Ground} ground
 * @returns {Generator<void, ArcText[]>} in parts
 */
export function* placeAreaName(name, ground) {
  const arcs = name.line ? slidUp(name, ground) : yield* clearest(name, ground);
  if (!arcs) return [];
  // With some air, so that no other name reads as part of it.
  ground.occupied.add(...boxesOf(name, arcs).map((box) => grown(box, 10)));
  const texts = [{ text: name.text, size: name.size, arc: arcs[0] }];
  return name.country ? [...texts, { text: name.country, size: countrySize(name), arc: arcs[1] }] : texts;
}

/** @param {AreaName} name */
function countrySize(name) {
  return name.size > 18 ? 13 : 11.5;
}

/**
 * @param {AreaName} name
 * @param {Ground} ground
 */
function slidUp(name, { occupied }) {
  const line = /** @type {Point[]} */ (name.line);
  const from = line[0];
  const to = line[line.length - 1];
  const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  for (let up = 0; up <= 120; up += 12) {
    const arcs = arcsAt(name, { x: middle.x, y: middle.y - up }, Math.atan2(to.y - from.y, to.x - from.x));
    if (boxesOf(name, arcs).every((box) => occupied.isFree(box))) return arcs;
  }
  return null;
}

/**
 * @param {AreaName} name
 * @param {Ground} ground
 */
function* clearest(name, ground) {
  const { regions, tilt } = ground;
  const occupied = ground.occupied.copy();
  occupied.add(...ground.marked);
  let best = null;
  let bestScore = -Infinity;
  for (let y = step; y < occupied.height; y += step) {
    yield;
    for (let x = step; x < occupied.width; x += step) {
      // Most places are told by the middle of the name.
      const middle = boxAround(x, y, name.width * 0.6, 2);
      if (!regions.holds(middle, [name.value]) || !occupied.isFree(middle)) continue;
      const arcs = arcsAt(name, { x, y }, tilt);
      const boxes = boxesOf(name, arcs).map((box) => grown(box, 8));
      if (!boxes.every((box) => occupied.isFree(box) && regions.holds(box, [name.value]))) continue;
      const score = scoreAt({ x, y }, name, ground);
      if (score > bestScore) [best, bestScore] = [arcs, score];
    }
  }
  return best;
}

/**
 * Rather clear of the border and the edges of the view, off the places that have names of their own, near the middle.
 * @param {Point} at
 * @param {AreaName} name
 * @param {Ground} ground
 */
function scoreAt(at, name, { occupied: { width, height }, border, dots }) {
  const toEdge = Math.min(at.x - name.width / 2, width - at.x - name.width / 2, at.y, height - at.y);
  const toMiddle = Math.hypot(at.x - width / 2, at.y - height / 2);
  const area = boxAround(at.x, at.y + name.size / 2, name.width + 60, name.size * 4);
  const covered = dots.filter(({ x, y }) => x > area.x0 && x < area.x1 && y > area.y0 && y < area.y1).length;
  return Math.min(distanceTo(at, border), farEnough) + 1.5 * Math.min(toEdge, 48) - 0.1 * toMiddle - dotCost * covered;
}

/**
 * @param {Point} at
 * @param {Point[][]} lines
 */
function distanceTo(at, lines) {
  let nearest = Infinity;
  for (const line of lines) for (const point of line) nearest = Math.min(nearest, Math.hypot(point.x - at.x, point.y - at.y));
  return nearest;
}

/**
 * The arcs of a name whose middle is at that point, and of the country under it.
 * @param {AreaName} name
 * @param {Point} at
 * @param {number} tilt in radians, clockwise
 * @returns {[Point[], Point[]]}
 */
function arcsAt(name, at, tilt) {
  const down = name.size * 1.25;
  const under = { x: at.x - down * Math.sin(tilt), y: at.y + down * Math.cos(tilt) };
  return [arc(at, name.width, tilt), arc(under, name.countryWidth, tilt)];
}

/**
 * @param {Point} middle
 * @param {number} width
 * @param {number} tilt
 * @returns {Point[]}
 */
function arc(middle, width, tilt) {
  const half = width / 2;
  const bend = width * 0.06;
  const [cos, sin] = [Math.cos(tilt), Math.sin(tilt)];
  /** @param {number} along @param {number} up */
  const at = (along, up) => ({ x: middle.x + along * cos + up * sin, y: middle.y + along * sin - up * cos });
  return [at(-half, -bend / 2), at(0, bend), at(half, -bend / 2)];
}

/**
 * @param {AreaName} name
 * @param {[Point[], Point[]]} arcs
 * @returns {Box[]}
 */
function boxesOf(name, [nameArc, countryArc]) {
  const boxes = boxesAlong(flattened(nameArc), name.size);
  if (name.country) boxes.push(...boxesAlong(flattened(countryArc), countrySize(name)));
  return boxes;
}

/** @param {Point[]} arc */
function flattened([from, control, to]) {
  return [0, 0.2, 0.4, 0.6, 0.8, 1].map((t) => ({
    x: (1 - t) ** 2 * from.x + 2 * t * (1 - t) * control.x + t ** 2 * to.x,
    y: (1 - t) ** 2 * from.y + 2 * t * (1 - t) * control.y + t ** 2 * to.y,
  }));
}

/**
 * The general direction of lines in the view, for names to run along; at most 6 degrees either way.
 * @param {Point[][]} lines
 */
export function tiltOf(lines) {
  const points = lines.flat();
  if (points.length < 2) return 0;
  const mean = { x: 0, y: 0 };
  for (const { x, y } of points) [mean.x, mean.y] = [mean.x + x / points.length, mean.y + y / points.length];
  let [xx, xy] = [0, 0];
  for (const { x, y } of points) [xx, xy] = [xx + (x - mean.x) ** 2, xy + (x - mean.x) * (y - mean.y)];
  const limit = (6 * Math.PI) / 180;
  return Math.max(-limit, Math.min(limit, Math.atan2(xy, xx)));
}

/**
 * Where the names of two countries may stand along their border, each on its own side, the best first: on a straight
 * stretch, as far left as there is one.
 * @param {Point[][]} border
 * @param {(at: Point) => {text: string, width: number} | null} countryAt whose ground that is
 * @param {Occupied} occupied
 * @returns {Generator<void, CountryName[][]>} in parts
 */
export function* countryPlaces(border, countryAt, occupied) {
  const starts = border.flatMap((line) => line.map((from, i) => ({ line, i, x: from.x }))).sort((a, b) => a.x - b.x);
  // A border may have no stretch that is straight: then one that bends more will do, its names farther off.
  const places = [];
  for (const stray of [9, 14, 20]) {
    for (const { line, i } of starts) {
      const names = countriesAlong(straightStretch(line, i, stray), countryAt);
      if (names?.every(({ box }) => occupied.isFree(box))) places.push(names);
      yield;
    }
  }
  return places;
}

/**
 * Takes the first of these places that is still free and where nothing is marked, so that no name of a country lies on
 * what somebody holds there.
 * @param {CountryName[][]} places
 * @param {Raster} statuses
 * @param {Occupied} occupied
 * @returns {CountryName[]}
 */
export function placeCountries(places, statuses, occupied) {
  const names = places.find((pair) => pair.every(({ box }) => statuses.holds(box, [0]) && occupied.isFree(box))) ?? [];
  occupied.add(...names.map(({ box }) => box));
  return names;
}

/**
 * @param {{middle: Point, angle: number, stray: number} | null} stretch
 * @param {(at: Point) => {text: string, width: number} | null} countryAt
 * @returns {CountryName[] | null}
 */
function countriesAlong(stretch, countryAt) {
  if (!stretch) return null;
  const { middle, angle, stray } = stretch;
  const normal = { x: -Math.sin(angle), y: Math.cos(angle) };
  const [above, below] = [-9 - stray, 9 + stray].map((off) => {
    const at = { x: middle.x + normal.x * off, y: middle.y + normal.y * off };
    const country = countryAt({ x: middle.x + normal.x * off * 1.5, y: middle.y + normal.y * off * 1.5 });
    return country && { text: country.text, at, angle: (angle * 180) / Math.PI, box: slanted(at, country.width, angle) };
  });
  return above && below && above.text !== below.text ? [above, below] : null;
}

/**
 * @param {Point} at
 * @param {number} width
 * @param {number} angle
 */
function slanted(at, width, angle) {
  const [cos, sin] = [Math.abs(Math.cos(angle)), Math.abs(Math.sin(angle))];
  return boxAround(at.x, at.y, width * cos + 14 * sin, width * sin + 14 * cos);
}

/**
 * The stretch from a vertex on that is long enough for a name, if it strays no more than that from its chord and runs
 * rather level.
 * @param {Point[]} line
 * @param {number} start
 * @param {number} stray in pixels
 */
function straightStretch(line, start, stray) {
  const from = line[start];
  let end = start + 1;
  while (end < line.length && Math.hypot(line[end].x - from.x, line[end].y - from.y) < stretchLength) end++;
  if (end >= line.length) return null;
  let [left, right] = [from, line[end]];
  if (left.x > right.x) [left, right] = [right, left];
  const angle = Math.atan2(right.y - left.y, right.x - left.x);
  const strays = line.slice(start, end).some((point) => (
    Math.abs((point.y - left.y) * Math.cos(angle) - (point.x - left.x) * Math.sin(angle)) > stray));
  if (strays || Math.abs(angle) > 0.7) return null;
  return { middle: { x: (left.x + right.x) / 2, y: (left.y + right.y) / 2 }, angle, stray };
}
