import L from 'leaflet';
import { layerName } from '../format.js';
import { t } from '../i18n.js';

/**
 * @typedef {import('../state.js').State} State
 * @typedef {import('./labels/boxes.js').Box} Box
 * @typedef {() => Box[]} Cards  the boxes of what lies over the map; the map fires "cardschange" when they change
 */

const footHeight = 40; // pixels
/** Panes in the order in which they are drawn; what is in one pane is drawn in the order in which it was added. */
const panes = { ground: 210, zones: 400, outline: 410, border: 420, labels: 450, pins: 600 };
const edge = 24; // pixels: a card as near as this lies at the edge

/**
 * Makes the map. Its view and state.view follow each other: null is the first view, the bounds of the whole history, in
 * what the cards leave free.
 * @param {HTMLElement} container
 * @param {State} state
 * @param {Cards} cards
 * @returns {L.Map}
 */
export function createMap(container, state, cards) {
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const map = L.map(container, {
    zoomControl: false, attributionControl: false,
    minZoom: 6, maxZoom: 13, zoomSnap: 0, zoomDelta: 0.5, wheelPxPerZoomLevel: 120,
    zoomAnimation: !still, inertia: !still, boxZoom: false, trackResize: false,
  });
  for (const [name, order] of Object.entries(panes)) map.createPane(name).style.zIndex = String(order);
  map.setView([51.1, 35], 9);
  followView(map, state, cards);
  followWidths(map);
  state.watch(['language', 'layer'], ({ language, layer }) => {
    container.setAttribute('aria-label', t(language, 'map', { layer: layer ? layerName(language, layer) : '' }));
  });
  return map;
}

/**
 * @param {L.Map} map
 * @param {State} state
 * @param {Cards} cards
 */
function followView(map, state, cards) {
  // Told by the address or by the page itself; only what the reader does goes into the state.
  let told = true;
  let untouched = true;
  for (const input of ['pointerdown', 'keydown', 'wheel']) addEventListener(input, () => { untouched = false; }, { once: true, capture: true });
  const apply = () => {
    told = true;
    const { view, layer } = state.values;
    if (view) map.setView(centreFor(map, view, cards()), view.zoom, { animate: false });
    else if (layer?.bbox) fit(map, layer.bbox, cards());
    told = false;
  };
  map.on('moveend', () => {
    const { lat, lng } = freeCentre(map, cards());
    if (!told) state.set({ view: { lat, lon: lng, zoom: map.getZoom() } });
    state.set({ bounds: freeBounds(map, cards()) });
  });
  // Leaflet's own following of the window tells of a move late, which would pass for the reader's.
  addEventListener('resize', () => {
    told = true;
    map.invalidateSize({ animate: false });
    apply();
  });
  // Cards grow as their numbers arrive; once the reader has touched anything the map stays where it is.
  map.on('cardschange', () => { if (untouched) apply(); });
  state.watch(['view', 'layer'], ({ view }) => {
    const { lat, lng } = freeCentre(map, cards());
    const same = view && Math.abs(lat - view.lat) < 1e-9 && Math.abs(lng - view.lon) < 1e-9 && map.getZoom() === view.zoom;
    if (!same) apply();
  });
}

/**
 * The middle of what the cards leave free: that is the view which the address holds, so that it shows the same place on
 * a screen with other cards.
 * @param {L.Map} map
 * @param {Box[]} cards
 */
function freeCentre(map, cards) {
  const { x, y } = map.getSize();
  return map.containerPointToLatLng(middleOf(freeBox(x, y, cards)));
}

/**
 * Where the middle of the whole map must be for that view.
 * @param {L.Map} map
 * @param {{lat: number, lon: number, zoom: number}} view
 * @param {Box[]} cards
 */
function centreFor(map, { lat, lon, zoom }, cards) {
  const { x, y } = map.getSize();
  const aside = L.point(middleOf(freeBox(x, y, cards))).subtract([x / 2, y / 2]);
  return map.unproject(map.project([lat, lon], zoom).subtract(aside), zoom);
}

/**
 * @param {Box} box
 * @returns {[number, number]}
 */
function middleOf({ x0, y0, x1, y1 }) {
  return [(x0 + x1) / 2, (y0 + y1) / 2];
}

/**
 * Brings a bound into what the cards leave free.
 * @param {L.Map} map
 * @param {[number, number, number, number]} bound [w, s, e, n]
 * @param {Box[]} cards
 */
export function fit(map, [w, s, e, n], cards) {
  const size = map.getSize();
  const free = freeBox(size.x, size.y, cards);
  const air = size.x < 600 ? 8 : 16;
  map.fitBounds([[s, w], [n, e]], {
    animate: false,
    paddingTopLeft: [free.x0 + air, free.y0 + air],
    // The line with source and scale is no card, but nothing is read under it either.
    paddingBottomRight: [size.x - free.x1 + air, size.y - free.y1 + footHeight],
  });
}

/**
 * What is left of a view between the cards: a card as wide as the view cuts it at the top or bottom, one that is high
 * at the left or right; small ones in a corner, and what stands on the map away from its edges, cut nothing.
 * @param {number} width
 * @param {number} height
 * @param {Box[]} cards
 * @returns {Box}
 */
export function freeBox(width, height, cards) {
  const free = { x0: 0, y0: 0, x1: width, y1: height };
  for (const { x0, y0, x1, y1 } of cards) {
    if (x1 - x0 > width * 0.6) {
      if (y1 >= height - edge) free.y1 = Math.min(free.y1, y0);
      else if (y0 <= edge) free.y0 = Math.max(free.y0, y1);
    } else if (y1 - y0 > height * 0.25) {
      if (x0 <= edge) free.x0 = Math.max(free.x0, x1);
      else if (x1 >= width - edge) free.x1 = Math.min(free.x1, x0);
    }
  }
  return free;
}

/**
 * @param {L.Map} map
 * @param {Box[]} cards
 * @returns {[number, number, number, number]}
 */
function freeBounds(map, cards) {
  const size = map.getSize();
  const free = freeBox(size.x, size.y, cards);
  const southWest = map.containerPointToLatLng([free.x0, free.y1]);
  const northEast = map.containerPointToLatLng([free.x1, free.y0]);
  return [southWest.lng, southWest.lat, northEast.lng, northEast.lat];
}

/** Lines are thicker from zoom 9.4 up; the stylesheet knows by how much. @param {L.Map} map */
function followWidths(map) {
  const set = () => map.getContainer().classList.toggle('is-near', map.getZoom() >= 9.4);
  map.on('zoom zoomend', set);
  set();
}
