/**
 * Leaflet as the first view of the map needs it, module by module: its bundle has as much again of controls, markers, popups,
 * canvas and GeoJSON. What comes later and needs more imports that from the same modules, so that there is one Leaflet only.
 */
import { Map } from 'leaflet/src/map/index.js';

export { Map };
export { LatLngBounds } from 'leaflet/src/geo/LatLngBounds.js';
export { Point } from 'leaflet/src/geometry/Point.js';
export { setPosition } from 'leaflet/src/dom/DomUtil.js';
export { LayerGroup } from 'leaflet/src/layer/LayerGroup.js';
export { SVGOverlay } from 'leaflet/src/layer/SVGOverlay.js';
export { Tooltip } from 'leaflet/src/layer/Tooltip.js';
export { CircleMarker } from 'leaflet/src/layer/vector/CircleMarker.js';
export { Polygon } from 'leaflet/src/layer/vector/Polygon.js';
export { Polyline } from 'leaflet/src/layer/vector/Polyline.js';
export { SVG } from 'leaflet/src/layer/vector/SVG.js';

// Leaflet's own choice of a renderer knows canvas too. Here every shape names its own, and the full Leaflet, where it is
// fetched, puts its choice back.
Map.include({
  /** @this {Map} @param {import('leaflet').Path} shape */
  getRenderer(shape) {
    const { renderer } = shape.options;
    if (!renderer) throw new Error('a shape without a renderer');
    if (!this.hasLayer(renderer)) this.addLayer(renderer);
    return renderer;
  },
});
