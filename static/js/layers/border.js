import L from 'leaflet';
import { isHidden } from '../hiding.js';

/**
 * Draws the state border: a line over a band, above the zones.
 * @param {L.Map} map
 * @param {import('../state.js').State} state
 */
export function createBorder(map, state) {
  const renderer = L.svg({ pane: 'border', padding: 0.5 });
  const group = L.layerGroup().addTo(map);
  state.watch(['border', 'hide'], ({ border, hide }) => {
    group.clearLayers();
    if (!border || isHidden({ hide }, 'border')) return;
    for (const className of ['border-band', 'border-line']) {
      const options = { renderer, pane: 'border', interactive: false, className, fill: false, smoothFactor: 0.3 };
      L.geoJSON(border, /** @type {L.GeoJSONOptions} */ (options)).addTo(group);
    }
  });
}

/**
 * The lines of a collection of features, [lon, lat].
 * @param {import('geojson').FeatureCollection | null} collection
 * @returns {[number, number][][]}
 */
export function linesOf(collection) {
  const lines = (collection?.features ?? []).flatMap(({ geometry }) => {
    if (geometry.type === 'LineString') return [geometry.coordinates];
    return geometry.type === 'MultiLineString' ? geometry.coordinates : [];
  });
  return /** @type {[number, number][][]} */ (lines);
}
