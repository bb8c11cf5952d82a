import * as L from '../leaflet.js';

/**
 * @typedef {import('geojson').Position} Position
 * @typedef {Position | Position[] | Position[][] | Position[][][]} Nested
 */

/**
 * Lines and polygons of GeoJSON as shapes for the map, in its order. Leaflet's own reading of it would bring markers along.
 * @param {import('geojson').FeatureCollection | import('geojson').Feature | import('geojson').Geometry} object
 * @param {import('leaflet').PolylineOptions} options with their renderer
 * @returns {import('leaflet').Path[]}
 */
export function shapesOf(object, options) {
  switch (object.type) {
    case 'FeatureCollection': return object.features.flatMap((feature) => shapesOf(feature, options));
    case 'Feature': return shapesOf(object.geometry, options);
    case 'LineString': case 'MultiLineString': return [new L.Polyline(latLngs(object.coordinates), options)];
    case 'Polygon': case 'MultiPolygon': return [new L.Polygon(latLngs(object.coordinates), options)];
    default: return [];
  }
}

/** Swaps the axes. @param {Nested} coordinates @returns {any} as nested as they are, [lat, lon] */
function latLngs(coordinates) {
  if (typeof coordinates[0] === 'number') return [coordinates[1], coordinates[0]];
  return /** @type {Nested[]} */ (coordinates).map(latLngs);
}
