/**
 * Regions by what they are for. Of which kind one is, the data says: operators import regions of their own to measure
 * within, and those must not change the map.
 *
 * @typedef {import('./types.js').Regions} Regions
 * @typedef {import('./types.js').Region} Region
 * @typedef {import('./types.js').GroundFeature} GroundFeature
 */

/** The kind of those that the map is made of, as in geo/region.go. */
export const landKind = 'oblast';

/**
 * The regions that the map is made of, its land and the names on it. All others, such as a side, which is cut anywhere,
 * are ground to measure within.
 * @param {Regions | null} regions
 * @returns {GroundFeature[]}
 */
export function landOf(regions) {
  return (regions?.features ?? []).flatMap(({ geometry, ...region }) => (geometry && region.properties.kind === landKind ? [{ ...region, geometry }] : []));
}

/**
 * The same regions, one of them with its geometry.
 * @param {Regions} regions
 * @param {GroundFeature} outlined
 * @returns {Regions}
 */
export function withGround(regions, { properties: { id }, geometry }) {
  return { ...regions, features: regions.features.map((region) => (region.properties.id === id ? { ...region, geometry } : region)) };
}

/**
 * The region with that id, if there is one.
 * @param {Regions | null} regions
 * @param {string | undefined} id
 */
export function regionOf(regions, id) {
  return regions?.features.find(({ properties }) => properties.id === id);
}

/**
 * Whether a position lies in a polygon: a ray to the east from there crosses its rings an odd number of times.
 * @param {import('geojson').Polygon | import('geojson').MultiPolygon} geometry
 * @param {import('./types.js').Position} position
 */
export function isWithin(geometry, [lon, lat]) {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  let within = false;
  for (const ring of polygons.flat()) {
    ring.slice(1).forEach(([x, y], i) => {
      const [x0, y0] = ring[i];
      if ((y > lat) !== (y0 > lat) && lon < x0 + ((lat - y0) / (y - y0)) * (x - x0)) within = !within;
    });
  }
  return within;
}

/**
 * The bound of a polygon.
 * @param {import('geojson').Polygon | import('geojson').MultiPolygon} geometry
 * @returns {[number, number, number, number]} [w, s, e, n]
 */
export function boundOf(geometry) {
  const bound = /** @type {[number, number, number, number]} */ ([Infinity, Infinity, -Infinity, -Infinity]);
  for (const [lon, lat] of geometry.type === 'Polygon' ? geometry.coordinates.flat() : geometry.coordinates.flat(2)) {
    bound[0] = Math.min(bound[0], lon);
    bound[1] = Math.min(bound[1], lat);
    bound[2] = Math.max(bound[2], lon);
    bound[3] = Math.max(bound[3], lat);
  }
  return bound;
}
