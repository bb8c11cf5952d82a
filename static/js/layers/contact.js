/**
 * Lines that follow from the zones of a snapshot, whose common edges have exactly the same vertices. Coordinates are
 * [lon, lat].
 *
 * @typedef {[number, number]} Position
 * @typedef {{status: string, rings: Position[][]}} Zone
 * @typedef {{zones: [number, number], line: Position[]}} ContactLine  the indices of the two zones that it parts
 * @typedef {{zone: number, line: Position[]}} OuterLine
 * @typedef {(a: Position, b: Position) => boolean} OnBorder
 */

/** Stands for the other zone where there is none, or none that is another's. */
const alone = -1;

/**
 * Derives the line of contact, where held ground meets the grey zone or ground held by another, and the other edges:
 * where a zone meets unmarked ground, or one of another status of the same party. Edges on the state border are in
 * neither: the border itself is drawn there.
 * @param {Zone[]} zones
 * @param {Map<string, string>} held the party of each status that is held for certain
 * @param {OnBorder} onBorder whether the edge between two vertices lies on the border
 * @returns {{contact: ContactLine[], outer: OuterLine[]}}
 */
export function deriveLines(zones, held, onBorder) {
  const owners = ownersOfEdges(zones);
  /** @type {ContactLine[]} */
  const contact = [];
  /** @type {OuterLine[]} */
  const outer = [];
  zones.forEach((zone, i) => {
    /** @param {Position} a @param {Position} b */
    const across = (a, b) => {
      const other = (owners.get(edgeKey(a, b)) ?? []).find((j) => j !== i);
      if (other !== undefined && zones[other].status === zones[i].status) return null;
      if (onBorder(a, b)) return null;
      if (other === undefined) return alone;
      if (parts(zones[i].status, zones[other].status, held)) return other;
      return i < other ? alone : null;
    };
    for (const ring of zone.rings) {
      for (const { key, line } of chains(ring, across)) {
        if (key === alone) outer.push({ zone: i, line });
        // Both zones have the edge; it is one line all the same.
        else if (i < key) contact.push({ zones: [i, key], line });
      }
    }
  });
  return { contact, outer };
}

/**
 * Whether the line between two statuses is one of contact.
 * @param {string} a
 * @param {string} b
 * @param {Map<string, string>} held
 */
function parts(a, b, held) {
  return held.get(a) !== held.get(b);
}

/**
 * @param {Zone[]} zones
 * @returns {Map<string, number[]>} indices of the zones that have an edge
 */
function ownersOfEdges(zones) {
  /** @type {Map<string, number[]>} */
  const owners = new Map();
  zones.forEach((zone, i) => {
    for (const ring of zone.rings) {
      for (let k = 1; k < ring.length; k++) {
        const key = edgeKey(ring[k - 1], ring[k]);
        const known = owners.get(key);
        if (known) known.push(i);
        else owners.set(key, [i]);
      }
    }
  });
  return owners;
}

/**
 * The same for both directions.
 * @param {Position} a
 * @param {Position} b
 */
function edgeKey(a, b) {
  return a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]) ? `${a}|${b}` : `${b}|${a}`;
}

/**
 * Cuts a closed ring into runs of edges of the same key, leaving out those of none.
 * @param {Position[]} ring
 * @param {(a: Position, b: Position) => number | null} keyOf
 */
function chains(ring, keyOf) {
  const keys = ring.slice(1).map((b, i) => keyOf(ring[i], b));
  const count = keys.length;
  // From a change on, so that no run is cut where the ring happens to begin.
  const start = Math.max(0, keys.findIndex((key, i) => key !== keys[(i + count - 1) % count]));
  /** @type {{key: number, line: Position[]}[]} */
  const found = [];
  let last = null;
  for (let n = 0; n < count; n++) {
    const i = (start + n) % count;
    const key = keys[i];
    if (key !== null && key !== last) found.push({ key, line: [ring[i]] });
    if (key !== null) found[found.length - 1].line.push(ring[i + 1]);
    last = key;
  }
  return found;
}

const cell = 0.02; // degrees
const near = 1e-5; // degrees, about a metre

/**
 * Makes the test of whether an edge lies on lines: both its ends and its middle do, within about a metre.
 * @param {Position[][]} lines
 * @returns {OnBorder}
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
