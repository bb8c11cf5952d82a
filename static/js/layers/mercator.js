/**
 * Web Mercator, as Leaflet projects by default: pixels of a world that is 256 · 2^zoom of them wide, x eastwards from 180° W and
 * y southwards from the north edge.
 *
 * @typedef {import('../types.js').Position} Position
 * @typedef {import('./labels/boxes.js').Point} Point
 */

const degree = Math.PI / 180;
/** Where the square world ends. */
const outermost = 85.0511287798;

/** @param {number} zoom */
const widthOf = (zoom) => 256 * 2 ** zoom;

/**
 * @param {Position} position
 * @param {number} zoom
 * @returns {Point}
 */
export function projected([lon, lat], zoom) {
  const sine = Math.sin(Math.max(-outermost, Math.min(outermost, lat)) * degree);
  const width = widthOf(zoom);
  return { x: width * (0.5 + lon / 360), y: width * (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) };
}

/**
 * @param {Point} point
 * @param {number} zoom
 * @returns {Position}
 */
export function unprojected({ x, y }, zoom) {
  const width = widthOf(zoom);
  return [(x / width - 0.5) * 360, (2 * Math.atan(Math.exp((0.5 - y / width) * 2 * Math.PI)) - Math.PI / 2) / degree];
}
