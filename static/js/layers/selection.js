import * as L from '../leaflet.js';
import { isHidden } from '../hiding.js';
import { placeOf } from '../place.js';
import { formatPoints } from '../url.js';
import { lookOf, ringRadius } from './labels/settlementnames.js';

/**
 * The place whose history is open: a ring around it on the map, and the click that chooses it.
 *
 * @typedef {import('../state.js').State} State
 */

const reach = { mouse: 12, touch: 22 }; // pixels from a settlement's mark that still mean it

/**
 * @param {L.Map} map
 * @param {State} state
 */
export function createSelection(map, state) {
  const renderer = new L.SVG({ pane: 'selection', padding: 0.5 });
  const rings = new L.LayerGroup().addTo(map);
  state.watch(['place', 'settlements'], (values) => {
    rings.clearLayers();
    const place = placeOf(values);
    if (!place) return;
    const [lon, lat] = place.position;
    for (const className of place.settlement ? ['selection-case', 'selection-ring'] : ['selection-case', 'selection-ring', 'selection-point']) {
      const radius = className === 'selection-point' ? 2.5 : ringRadius;
      const options = { renderer, pane: 'selection', interactive: false, radius, className };
      rings.addLayer(new L.CircleMarker([lat, lon], options));
    }
  });
}

/**
 * Lets a click or tap on the map choose a place, where there is room to tell of it and the map is not drawn on.
 * @param {L.Map} map
 * @param {State} state
 */
export function chooseByClick(map, state) {
  const wasPressed = followPresses(map);
  map.on('click', ({ latlng, containerPoint, originalEvent }) => {
    if (!isFree(state.values) || !wasPressed()) return;
    const byTouch = 'pointerType' in originalEvent && originalEvent.pointerType === 'touch';
    choose(map, state, { containerPoint, latlng }, byTouch ? reach.touch : reach.mouse);
  });
}

/**
 * Lets Enter on the map choose the place in the middle of what is seen of it: the arrows bring any there.
 * @param {L.Map} map
 * @param {State} state
 * @param {() => L.Point} middle in pixels of the map
 */
export function chooseByKey(map, state, middle) {
  map.getContainer().addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.target !== map.getContainer() || !isFree(state.values)) return;
    event.preventDefault();
    const containerPoint = middle();
    choose(map, state, { containerPoint, latlng: map.containerPointToLatLng(containerPoint) }, reach.mouse);
  });
}

/** @param {Readonly<import('../types.js').Values>} values */
function isFree({ uploading, drawing, embed }) {
  return !uploading && !drawing && !embed;
}

/**
 * @param {L.Map} map
 * @param {State} state
 * @param {{containerPoint: L.Point, latlng: import('leaflet').LatLng}} at
 * @param {number} within pixels
 */
function choose(map, state, { containerPoint, latlng }, within) {
  const settlement = settlementAt(map, state, containerPoint, within);
  // Four decimals are ten metres, which is finer than any map here.
  const point = formatPoints([[Number(latlng.lng.toFixed(4)), Number(latlng.lat.toFixed(4))]]);
  state.set({ place: settlement?.id ?? point, card: 'place', playing: false });
}

/**
 * Tells whether what was pressed last was the map: what lies over it may have made way before the click came through.
 * @param {L.Map} map
 * @returns {() => boolean}
 */
function followPresses(map) {
  let pressed = false;
  /** @param {Event} event */
  const follow = ({ target }) => { pressed = target instanceof Node && map.getContainer().contains(target); };
  document.addEventListener('pointerdown', follow, { capture: true });
  map.on('unload', () => document.removeEventListener('pointerdown', follow, { capture: true }));
  return () => pressed;
}

/**
 * The settlement nearest to a point among those that are shown.
 * @param {L.Map} map
 * @param {State} state
 * @param {L.Point} at
 * @param {number} within pixels
 */
function settlementAt(map, state, at, within) {
  const zoom = map.getZoom();
  if (isHidden(state.values, 'settlements')) return undefined;
  return state.values.settlements
    .filter(({ rank }) => zoom >= lookOf(rank).zoom)
    .map((settlement) => ({ settlement, far: map.latLngToContainerPoint([settlement.lat, settlement.lon]).distanceTo(at) }))
    .filter(({ far }) => far <= within)
    .sort((a, b) => a.far - b.far)[0]?.settlement;
}
