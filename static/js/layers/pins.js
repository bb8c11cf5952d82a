import L from 'leaflet';
import { element } from '../element.js';
import { t } from '../i18n.js';
import { fit } from './map.js';

/**
 * The numbered places that an upload's report speaks of.
 *
 * @typedef {import('../state.js').State} State
 * @typedef {import('../types.js').Pin} Pin
 */

/** Degrees around a pin that are shown when it is looked at: enough to see what it lies in. */
const around = 0.12;

/**
 * @param {L.Map} map
 * @param {State} state
 * @param {import('./map.js').Cards} cards
 */
export function createPins(map, state, cards) {
  const layer = L.layerGroup().addTo(map);
  state.watch(['pins', 'language'], ({ pins, language }) => {
    layer.clearLayers();
    for (const pin of pins) layer.addLayer(marker(pin, t(language, 'pin', { number: pin.number, message: pin.message })));
  });
  state.watch(['pin'], ({ pin }) => {
    if (pin) fit(map, [pin.lon - around, pin.lat - around / 2, pin.lon + around, pin.lat + around / 2], cards());
  });
}

/**
 * @param {Pin} pin
 * @param {string} text
 */
function marker(pin, text) {
  // Leaflet takes an element as it is; text given as html would be markup.
  const face = element('span', {}, String(pin.number));
  const icon = L.divIcon({ className: 'pin', html: face, iconSize: [24, 24] });
  return L.marker([pin.lat, pin.lon], { icon, pane: 'pins', title: text, alt: text, keyboard: false });
}
