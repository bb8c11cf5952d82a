/**
 * Lines that follow from the zones of a map. Coordinates are [lon, lat].
 *
 * @typedef {import('../types.js').Position} Position
 * @typedef {import('../types.js').Zone} Zone
 * @typedef {{zones: [number, number], line: Position[]}} ContactLine  the indices of the two zones that it parts
 * @typedef {{zone: number, line: Position[]}} OuterLine
 * @typedef {(line: Position[]) => Position[][]} OffBorder
 */

/**
 * Derives the line of contact, where held ground meets the grey zone or ground held by another, and the other edges:
 * where a zone meets unmarked ground, or one of another status of the same party. Edges on the state border are in
 * neither: the border itself is drawn there.
 * @param {{arcs: Position[][], zones: Zone[]}} map
 * @param {Map<string, string>} held the party of each status that is held for certain
 * @param {OffBorder} offBorder the stretches of a line that do not lie on the border
 * @returns {{contact: ContactLine[], outer: OuterLine[]}} in pieces, which meet at their ends
 */
export function deriveLines({ arcs, zones }, held, offBorder) {
  /** @type {ContactLine[]} */
  const contact = [];
  /** @type {OuterLine[]} */
  const outer = [];
  for (const [arc, [zone, other]] of usersOfArcs(zones)) {
    const [status, beyond] = [zones[zone].status, zones[other]?.status];
    if (status === beyond) continue;
    for (const line of offBorder(arcs[arc])) {
      if (beyond !== undefined && held.get(status) !== held.get(beyond)) contact.push({ zones: [zone, other], line });
      else outer.push({ zone, line });
    }
  }
  return { contact, outer };
}

/**
 * @param {Zone[]} zones
 * @returns {Map<number, [number, number]>} indices of the two zones that have an arc; -1 where there is but one
 */
function usersOfArcs(zones) {
  /** @type {Map<number, [number, number]>} */
  const users = new Map();
  zones.forEach(({ rings }, i) => {
    for (const ring of rings) {
      for (const reference of ring) {
        const arc = reference < 0 ? ~reference : reference;
        const known = users.get(arc);
        if (!known) users.set(arc, [i, -1]);
        else if (known[0] !== i) known[1] = i;
      }
    }
  });
  return users;
}

/**
 * Makes what cuts out of a line the stretches that lie on the border; it is asked for the same lines day by day.
 * @param {Position[][]} border
 * @returns {OffBorder} gives the line itself where none of it does
 */
export function borderCut(border) {
  const onBorder = borderTest(border);
  /** @type {WeakMap<Position[], Position[][]>} */
  const kept = new WeakMap();
  return (line) => {
    let stretches = kept.get(line);
    if (!stretches) kept.set(line, stretches = stretchesOff(line, onBorder));
    return stretches;
  };
}

/**
 * @param {Position[]} line
 * @param {(a: Position, b: Position) => boolean} onBorder
 */
function stretchesOff(line, onBorder) {
  /** @type {Position[][]} */
  const stretches = [];
  let start = 0;
  for (let i = 1; i <= line.length; i++) {
    if (i < line.length && !onBorder(line[i - 1], line[i])) continue;
    if (i - start > 1) stretches.push(start === 0 && i === line.length ? line : line.slice(start, i));
    start = i;
  }
  return stretches;
}

const cell = 0.02; // degrees
const near = 1e-5; // degrees, about a metre

/**
 * Makes the test of whether an edge lies on lines: both its ends and its middle do, within about a metre.
 * @param {Position[][]} lines
 * @returns {(a: Position, b: Position) => boolean}
 */
export function borderTest(lines) {
  /** @type {Map<string, [Position, Position][]>} segments by the cells of a grid that they pass */
  const grid = new Map();
  for (const line of lines) {
    for (let i = 1; i < line.length; i++) {
      for (const key of cellsOf(line[i - 1], line[i])) {
        const segments = grid.get(key);
        if (segments) segments.push([line[i - 1], line[i]]);
        else grid.set(key, [[line[i - 1], line[i]]]);
      }
    }
  }
  /** @param {Position} point */
  const touches = (point) => (grid.get(cellOf(point)) ?? []).some(([a, b]) => distance(point, a, b) < near);
  return (a, b) => touches(a) && touches(b) && touches([(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]);
}

/** @param {Position} point */
function cellOf([lon, lat]) {
  return `${Math.floor(lon / cell)},${Math.floor(lat / cell)}`;
}

/**
 * @param {Position} a
 * @param {Position} b
 */
function cellsOf(a, b) {
  /** @param {number} from @param {number} to */
  const range = (from, to) => [Math.floor((Math.min(from, to) - near) / cell), Math.floor((Math.max(from, to) + near) / cell)];
  const [x0, x1] = range(a[0], b[0]);
  const [y0, y1] = range(a[1], b[1]);
  const found = [];
  for (let x = x0; x <= x1; x++) for (let y = y0; y <= y1; y++) found.push(`${x},${y}`);
  return found;
}

/**
 * In degrees, from a point to a segment.
 * @param {Position} point
 * @param {Position} a
 * @param {Position} b
 */
function distance(point, a, b) {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const length = dx * dx + dy * dy;
  const t = length ? Math.max(0, Math.min(1, ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / length)) : 0;
  return Math.hypot(point[0] - a[0] - t * dx, point[1] - a[1] - t * dy);
}
