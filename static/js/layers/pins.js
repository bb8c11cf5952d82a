import { DivIcon } from 'leaflet/src/layer/marker/DivIcon.js';
import { Marker } from 'leaflet/src/layer/marker/Marker.js';
import { piecesOf } from '../changes.js';
import { problemText } from '../controls/upload/rules.js';
import { element } from '../element.js';
import { t } from '../i18n.js';
import * as L from '../leaflet.js';
import { fit } from './map.js';
import { pinPlaces, pinSize } from './pinplaces.js';

/**
 * The numbered places that an upload's report speaks of; they are brought into view, and what it would change with them.
 *
 * @typedef {import('../state.js').State} State
 * @typedef {import('../types.js').Pin} Pin
 * @typedef {{lon: number, lat: number}} Place
 */

/** Degrees around a pin that are shown when it is looked at: enough to see what it lies in. */
const around = 0.12;

/**
 * @param {L.Map} map
 * @param {State} state
 * @param {import('./map.js').Cards} cards
 */
export function createPins(map, state, cards) {
  const layer = new L.LayerGroup().addTo(map);
  state.watch(['pins', 'language'], ({ pins, language }) => {
    layer.clearLayers();
    for (const { pin, right } of pinPlaces(pins)) {
      layer.addLayer(marker(pin, right, t(language, 'pin', { number: pin.number, message: problemText(language, pin) })));
    }
  });
  /** @param {readonly Place[]} places */
  const seen = (places) => places.every((place) => isIn(state.values.bounds, place));
  state.watch(['pins', 'proposed'], ({ pins, proposed }) => {
    const places = [...pins, ...(proposed ? changedPlaces(proposed) : [])];
    if (!seen(places)) fit(map, boundOf(places), cards());
    // Too far apart for one view: the others have their buttons in the text.
    if (!seen(pins)) fit(map, boundOf(pins.slice(0, 1)), cards());
  });
  state.watch(['pin'], ({ pin }) => {
    if (pin) fit(map, boundOf([pin]), cards());
  });
}

/**
 * @param {readonly [number, number, number, number] | null} bound [w, s, e, n]
 * @param {Place} place
 */
function isIn(bound, { lon, lat }) {
  if (!bound) return false;
  const [w, s, e, n] = bound;
  return w <= lon && lon <= e && s <= lat && lat <= n;
}

/**
 * The corners of the ground that would change.
 * @param {import('../types.js').ProposedChange} proposed
 * @returns {Place[]}
 */
function changedPlaces(proposed) {
  return piecesOf(proposed).flatMap(({ geometry }) => geometry.coordinates[0].map(([lon, lat]) => ({ lon, lat })));
}

/**
 * @param {readonly Place[]} places
 * @returns {[number, number, number, number]} [w, s, e, n]
 */
function boundOf(places) {
  // A file's ground has more corners than a call takes arguments.
  const [w, s, e, n] = places.reduce(
    ([west, south, east, north], { lon, lat }) => [Math.min(west, lon), Math.min(south, lat), Math.max(east, lon), Math.max(north, lat)],
    [Infinity, Infinity, -Infinity, -Infinity],
  );
  return [w - around, s - around / 2, e + around, n + around / 2];
}

/**
 * @param {Pin} pin
 * @param {number} right of its place, px
 * @param {string} text
 */
function marker(pin, right, text) {
  // Leaflet takes an element as it is; text given as html would be markup.
  const face = element('span', {}, String(pin.number));
  const icon = new DivIcon({ className: 'pin', html: face, iconSize: [pinSize, pinSize], iconAnchor: [pinSize / 2 - right, pinSize / 2] });
  return new Marker([pin.lat, pin.lon], { icon, pane: 'pins', title: text, alt: text, keyboard: false });
}
