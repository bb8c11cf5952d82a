import * as L from '../leaflet.js';
import { onceAtRest, oncePerFrame } from '../frames.js';
import { isHidden } from '../hiding.js';
import { landOf } from '../regions.js';
import { shapesOf } from './shapes.js';

/**
 * @typedef {import('../state.js').State} State
 */

const stepLat = 0.25;
const stepLon = 0.5;
const leastGap = 60; // pixels between two lines of the graticule

/**
 * Draws what lies under the zones: the regions, the graticule.
 * @param {L.Map} map
 * @param {State} state
 */
export function createGround(map, state) {
  const renderer = new L.SVG({ pane: 'ground', padding: 0.5 });
  const regions = new L.LayerGroup().addTo(map);
  const graticule = new L.LayerGroup().addTo(map);
  const draw = () => drawRegions(regions, isHidden(state.values, 'regions') ? null : state.values.regions, renderer);
  state.watch(['regions'], onceAtRest(draw));
  state.onChange(['hide'], oncePerFrame(draw));
  const redraw = () => drawGraticule(graticule, map, renderer);
  map.on('moveend', redraw);
  onceAtRest(redraw)();
}

/**
 * @param {L.LayerGroup} group
 * @param {import('../types.js').Regions | null} regions
 * @param {import('leaflet').Renderer} renderer
 * @returns {Generator<void, void>} in parts
 */
function* drawRegions(group, regions, renderer) {
  const before = group.getLayers();
  const options = { renderer, pane: 'ground', interactive: false, className: 'region', smoothFactor: 0.5 };
  for (const region of landOf(regions)) {
    yield;
    for (const shape of shapesOf(region, options)) {
      yield;
      group.addLayer(shape);
      // Under the graticule.
      shape.bringToBack();
    }
  }
  before.forEach((shape) => group.removeLayer(shape));
}

/**
 * @param {L.LayerGroup} group
 * @param {L.Map} map
 * @param {import('leaflet').Renderer} renderer
 */
function drawGraticule(group, map, renderer) {
  group.clearLayers();
  const bounds = map.getBounds().pad(0.5);
  const options = { renderer, pane: 'ground', interactive: false, className: 'graticule', noClip: true };
  for (const lat of latitudes(map, bounds)) {
    new L.Polyline([[lat, bounds.getWest()], [lat, bounds.getEast()]], options).addTo(group);
  }
  const step = stepLon * (latitudeStep(map) / stepLat);
  for (const lon of multiples(bounds.getWest(), bounds.getEast(), step)) {
    new L.Polyline([[bounds.getSouth(), lon], [bounds.getNorth(), lon]], options).addTo(group);
  }
}

/**
 * The parallels that are drawn in bounds.
 * @param {L.Map} map
 * @param {L.LatLngBounds} bounds
 */
export function latitudes(map, bounds) {
  return multiples(bounds.getSouth(), bounds.getNorth(), latitudeStep(map));
}

/** A quarter of a degree, doubled until the lines are far enough apart. @param {L.Map} map */
function latitudeStep(map) {
  const { lat, lng } = map.getCenter();
  const degree = Math.abs(map.latLngToContainerPoint([lat, lng]).y - map.latLngToContainerPoint([lat + 1, lng]).y);
  let step = stepLat;
  while (step * degree < leastGap) step *= 2;
  return step;
}

/**
 * @param {number} from
 * @param {number} to
 * @param {number} step
 */
function multiples(from, to, step) {
  const found = [];
  for (let i = Math.ceil(from / step); i * step <= to; i++) found.push(i * step);
  return found;
}
