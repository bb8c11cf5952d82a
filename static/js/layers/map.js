import * as L from '../leaflet.js';
import { formatDay, layerName } from '../format.js';
import { breath } from '../frames.js';
import { t } from '../i18n.js';
import { hasTwoMaps } from '../pair.js';
import { boundAround, placeOf } from '../place.js';
import { fitted, wholeOf, zooms } from './fitting.js';
import { freeBox, headOf, middleOf } from './free.js';
import { letScroll } from './gentle.js';

/**
 * @typedef {import('../state.js').State} State
 * @typedef {import('./labels/boxes.js').Box} Box
 * @typedef {() => Box[]} Cards  the boxes of what lies over the map; the map fires "cardschange" when they change
 */

/** Panes in the order in which they are drawn; what is in one pane is drawn in the order in which it was added. */
const panes = { ground: 210, zones: 400, change: 404, accord: 405, lines: 406, outline: 410, border: 420, labels: 450, selection: 460, pins: 600 };
const flight = 0.8; // seconds

/**
 * Makes the map. Its view and state.view follow each other: null is the first view, the bounds of the whole history, in
 * what the cards leave free.
 * @param {HTMLElement} container
 * @param {State} state
 * @param {Cards} cards
 * @returns {Promise<L.Map>}
 */
export async function createMap(container, state, cards) {
  const map = createLooseMap(container, state);
  await breath();
  followView(map, state, cards);
  followGoal(map, state, cards);
  return map;
}

/**
 * Makes a map whose view nothing follows.
 * @param {HTMLElement} container
 * @param {State} state
 * @returns {L.Map}
 */
export function createLooseMap(container, state) {
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const map = new L.Map(container, {
    zoomControl: false, attributionControl: false,
    minZoom: zooms.least, maxZoom: zooms.most, zoomSnap: 0, zoomDelta: 0.5, wheelPxPerZoomLevel: 120,
    zoomAnimation: !still, inertia: !still, boxZoom: false, trackResize: false,
  });
  for (const [name, order] of Object.entries(panes)) map.createPane(name).style.zIndex = String(order);
  map.setView([51.1, 35], 9);
  followWidths(map);
  if (state.values.embed) letScroll(map);
  state.watch(['language', 'layer', 'mode', 'day'], ({ language, layer, mode, day }) => {
    const name = t(language, 'map', { layer: layer ? layerName(language, layer) : '' });
    // Of two maps each says whose day it shows.
    // An address may name no earlier day: then it is known only once the snapshots are.
    container.setAttribute('aria-label', hasTwoMaps({ mode }) && day ? `${name}, ${formatDay(language, day)}` : name);
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
  /** What the view was set for last. */
  let framed = '';
  const apply = () => {
    told = true;
    framed = frameOf(map, cards());
    const whole = wholeOf(state.values, map.getSize(), cards());
    if (whole) show(map, whole);
    if (!state.values.view) bringPlace(map, state, cards());
    told = false;
  };
  map.on('moveend', () => {
    const { lat, lng } = freeCentre(map, cards());
    if (!told) state.set({ view: { lat, lon: lng, zoom: map.getZoom() } });
    state.set({ bounds: freeBounds(map, cards()) });
  });
  // Leaflet's own following of the window tells of a move late, which would pass for the reader's.
  new ResizeObserver(() => {
    told = true;
    map.invalidateSize({ animate: false });
    if (framed !== frameOf(map, cards())) apply();
    told = false;
  }).observe(map.getContainer());
  // Cards grow as their numbers arrive; once the reader has touched anything the map stays where it is.
  map.on('cardschange', () => { if (untouched && framed !== frameOf(map, cards())) apply(); });
  state.onChange(['settlements'], ({ place }) => { if (untouched && place) apply(); });
  /** @param {Readonly<import('../types.js').Values>} values */
  const follow = ({ view }) => {
    const { lat, lng } = freeCentre(map, cards());
    const same = view && Math.abs(lat - view.lat) < 1e-9 && Math.abs(lng - view.lon) < 1e-9 && map.getZoom() === view.zoom;
    if (!same) apply();
  };
  state.watch(['view'], follow);
  let shown = state.values.layer?.id;
  state.onChange(['layer'], (values) => {
    // A layer that was fetched anew moves nothing.
    if (values.layer?.id !== shown) follow(values);
    shown = values.layer?.id;
  });
}

/** All of the page that a fitted view depends on. @param {L.Map} map @param {Box[]} cards */
function frameOf(map, cards) {
  const { x, y } = map.getSize();
  const free = freeBox(x, y, cards);
  return [x, y, ...Object.values(free), headOf(free, cards)].join(' ');
}

/**
 * Brings the place that an address names without a view into what its card leaves of the map.
 * @param {L.Map} map
 * @param {State} state
 * @param {Box[]} cards
 */
function bringPlace(map, { values }, cards) {
  const place = values.card === 'place' && placeOf(values);
  if (!place) return;
  const [lon, lat] = place.position;
  const { x, y } = map.latLngToContainerPoint([lat, lon]);
  const size = map.getSize();
  const free = freeBox(size.x, size.y, cards);
  const seen = x > free.x0 && x < free.x1 && y > headOf(free, cards) && y < free.y1;
  if (!seen) fit(map, boundAround(place.position), cards);
}

/**
 * Takes the reader to the ground that was asked for, unless motion is unwelcome.
 * @param {L.Map} map
 * @param {State} state
 * @param {Cards} cards
 */
function followGoal(map, state, cards) {
  state.onChange(['goal'], ({ goal }) => {
    if (!goal) return;
    // The card that tells of it opens with it, and the goal comes to lie beside that.
    requestAnimationFrame(() => fit(map, goal, cards(), map.options.zoomAnimation));
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
 * Brings a bound into what the cards leave free.
 * @param {L.Map} map
 * @param {[number, number, number, number]} bound [w, s, e, n]
 * @param {Box[]} cards
 * @param {boolean} [flying]
 */
export function fit(map, bound, cards, flying = false) {
  const whole = fitted(bound, map.getSize(), cards);
  if (flying) map.flyTo(latLngOf(whole), whole.zoom, { duration: flight });
  else show(map, whole);
}

/** @param {L.Map} map @param {import('./fitting.js').Whole} whole */
function show(map, whole) {
  map.setView(latLngOf(whole), whole.zoom, { animate: false });
}

/** @param {import('./fitting.js').Whole} whole @returns {[number, number]} */
function latLngOf({ centre: [lon, lat] }) {
  return [lat, lon];
}

/**
 * What is in view between cards.
 * @param {L.Map} map
 * @param {Box[]} cards
 * @returns {[number, number, number, number]} [w, s, e, n]
 */
export function freeBounds(map, cards) {
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
