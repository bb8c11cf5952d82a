import * as L from '../leaflet.js';
import { polygonOf } from '../area.js';
import { regionOf } from '../regions.js';
import { shapesOf } from './shapes.js';

/**
 * Draws the outline of the region or drawn area that is measured in, so that it is seen which ground the numbers are of: over the
 * zones, and under the state border where the two run along each other.
 * @param {L.Map} map
 * @param {import('../state.js').State} state
 */
export function createOutline(map, state) {
  const renderer = new L.SVG({ pane: 'outline', padding: 0.5 });
  const group = new L.LayerGroup().addTo(map);
  state.watch(['region', 'regions', 'area', 'drawing'], ({ region, regions, area, drawing }) => {
    group.clearLayers();
    // While it is drawn or changed, the area is drawn by what changes it.
    const measured = area && drawing !== 'area' ? polygonOf(area) : regionOf(regions, region)?.geometry;
    if (!measured) return;
    const options = { renderer, pane: 'outline', interactive: false, className: 'outline', fill: false, lineCap: /** @type {const} */ ('butt'), smoothFactor: 0.5 };
    shapesOf(measured, options).forEach((shape) => group.addLayer(shape));
  });
}
