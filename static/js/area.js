import { parseArea } from './url.js';

/**
 * The drawn area as GeoJSON, always in the same bytes: by these a permanent link knows it.
 * @param {string} area its corners as an address has them
 * @returns {string}
 */
export function geoJSONOf(area) {
  const corners = parseArea(area) ?? [];
  return JSON.stringify({ type: 'Polygon', coordinates: [[...corners, ...corners.slice(0, 1)]] });
}
