import L from 'leaflet';
import { element } from '../element.js';

/**
 * Ground that is told of in two ways: what it has, with stripes of what else is said of it over that.
 * @param {import('geojson').Feature} piece
 * @param {{renderer: L.Renderer, pane: string, className: string, ground: string, stripes: string | null, tip: string}} how ground
 *   and stripes are fills; without stripes the ground alone
 * @returns {L.Layer[]}
 */
export function stripedGround(piece, { renderer, pane, className, ground, stripes, tip }) {
  const shared = { renderer, pane, smoothFactor: 0.3 };
  const face = L.geoJSON(piece, /** @type {L.GeoJSONOptions} */ ({ ...shared, className, fillColor: ground }));
  face.bindTooltip(element('span', {}, tip), { sticky: true, className: 'map-tip', opacity: 1 });
  if (!stripes) return [face];
  return [face, L.geoJSON(piece, /** @type {L.GeoJSONOptions} */ ({
    ...shared, className: 'striped', stroke: false, interactive: false, fillColor: stripes,
  }))];
}
