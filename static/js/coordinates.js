/**
 * Coordinates as people write them: latitude first, in degrees.
 *
 * @typedef {import('./types.js').Position} Position
 */

const shape = /^([+-]?\d{1,2}(?:\.\d+)?)\s*°?\s*([NS])?\s*(?:[,;/]|\s)\s*([+-]?\d{1,3}(?:\.\d+)?)\s*°?\s*([EW])?$/i;

/**
 * Reads “51.19 35.27”, “51.19, 35.27” or “51.191° N 35.271° E”.
 * @param {string} text
 * @returns {Position | null} null where it is none, or none that a map can show
 */
export function parseCoordinates(text) {
  const found = shape.exec(text.trim().replace(/\u2212/g, '-'));
  if (!found) return null;
  const [, north, ns = '', east, ew = ''] = found;
  const lat = Number(north) * (ns.toUpperCase() === 'S' ? -1 : 1);
  const lon = Number(east) * (ew.toUpperCase() === 'W' ? -1 : 1);
  return Math.abs(lat) <= 85 && Math.abs(lon) <= 180 ? [lon, lat] : null;
}

/**
 * “51.191° N 35.271° E”: to about a hundred metres, which is finer than the map.
 * @param {Position} position
 */
export function formatCoordinates([lon, lat]) {
  return `${Math.abs(lat).toFixed(3)}° ${lat < 0 ? 'S' : 'N'} ${Math.abs(lon).toFixed(3)}° ${lon < 0 ? 'W' : 'E'}`;
}
