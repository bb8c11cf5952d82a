import geodesic from 'geographiclib-geodesic';

/**
 * Lengths and areas on the WGS 84 ellipsoid, along geodesics, as the server measures them.
 *
 * @typedef {import('./types.js').Position} Position
 */

const { WGS84 } = geodesic.Geodesic;

/**
 * @param {Position[]} line
 * @returns {number[]} km from its first corner to each
 */
export function lengthsAlong(line) {
  let sum = 0;
  return line.map(([lon, lat], i) => {
    const [lon0, lat0] = line[i - 1] ?? [lon, lat];
    sum += (WGS84.Inverse(lat0, lon0, lat, lon).s12 ?? 0) / 1000;
    return sum;
  });
}

/**
 * @param {Position[]} ring the first corner is not repeated; may run either way
 * @returns {{areaKm2: number, perimeterKm: number}}
 */
export function measureRing(ring) {
  const polygon = WGS84.Polygon(false);
  for (const [lon, lat] of ring) polygon.AddPoint(lat, lon);
  const { area = 0, perimeter } = polygon.Compute(false, true);
  return { areaKm2: Math.abs(area) / 1e6, perimeterKm: perimeter / 1000 };
}
