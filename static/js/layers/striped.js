import { element } from '../element.js';
import { shapesOf } from './shapes.js';

/**
 * Ground that is told of in two ways: what it has, with stripes of what else is said of it over that.
 * @param {import('geojson').Feature} piece
 * @param {{renderer: import('leaflet').Renderer, pane: string, className: string, ground: string, stripes: string | null, tip: string}} how ground
 *   and stripes are fills; without stripes the ground alone
 * @returns {import('leaflet').Layer[]}
 */
export function stripedGround(piece, { renderer, pane, className, ground, stripes, tip }) {
  const shared = { renderer, pane, smoothFactor: 0.3 };
  const faces = shapesOf(piece, { ...shared, className, fillColor: ground });
  for (const face of faces) face.bindTooltip(element('span', {}, tip), { sticky: true, className: 'map-tip', opacity: 1 });
  if (!stripes) return faces;
  return [...faces, ...shapesOf(piece, { ...shared, className: 'striped', stroke: false, interactive: false, fillColor: stripes })];
}
