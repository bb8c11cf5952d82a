import * as L from '../leaflet.js';
import { onceAtRest, oncePerFrame } from '../frames.js';
import { isHidden } from '../hiding.js';
import { shapesOf } from './shapes.js';

/**
 * Draws the state border: a line over a band, above the zones.
 * @param {L.Map} map
 * @param {import('../state.js').State} state
 */
export function createBorder(map, state) {
  const renderer = new L.SVG({ pane: 'border', padding: 0.5 });
  const group = new L.LayerGroup().addTo(map);
  function* draw() {
    const { border, hide } = state.values;
    const before = group.getLayers();
    const shown = isHidden({ hide }, 'border') ? null : border;
    for (const className of ['border-band', 'border-line']) {
      const options = { renderer, pane: 'border', interactive: false, className, fill: false, smoothFactor: 0.3 };
      for (const shape of shown ? shapesOf(shown, options) : []) {
        yield;
        group.addLayer(shape);
      }
    }
    before.forEach((shape) => group.removeLayer(shape));
  }
  state.watch(['border'], onceAtRest(draw));
  state.onChange(['hide'], oncePerFrame(draw));
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
