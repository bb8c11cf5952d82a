import { parseArea } from './url.js';

/**
 * @param {string} area its corners as an address has them
 * @returns {import('geojson').Polygon} with its first corner once more at the end
 */
export function polygonOf(area) {
  const corners = parseArea(area) ?? [];
  return { type: 'Polygon', coordinates: [[...corners, ...corners.slice(0, 1)]] };
}

/**
 * The drawn area as GeoJSON, always in the same bytes: by these a permanent link knows it.
 * @param {string} area its corners as an address has them
 * @returns {string}
 */
export function geoJSONOf(area) {
  return JSON.stringify(polygonOf(area));
}

/**
 * What is measured in, as the interface asks for it.
 * @param {Pick<import('./types.js').Values, 'region' | 'area' | 'bounds'>} values
 * @returns {import('./api.js').Within}
 */
export function withinOf({ region, area, bounds }) {
  if (area) return { polygon: geoJSONOf(area) };
  if (region !== 'view') return region ? { region } : {};
  return bounds ? { bbox: bounds.map((degrees) => degrees.toFixed(4)).join(',') } : {};
}
