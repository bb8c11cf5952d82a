import { accuracyOf, licencesOf, sourcesOf } from '../credits.js';
import { element, fill } from '../element.js';
import { t } from '../i18n.js';
import { createOpen } from './open.js';
import { createScale } from './scale.js';

/**
 * What stands on the map and never goes: how exact it is and where it is from, the scale, the zoom buttons.
 *
 * @typedef {import('../state.js').State} State
 * @typedef {import('../types.js').Values} Values
 */

const openStreetMap = 'https://www.openstreetmap.org/copyright';

/**
 * @param {import('leaflet').Map} map
 * @param {State} state
 * @returns {HTMLElement}
 */
export function createFurniture(map, state) {
  const foot = element('div', { class: 'furniture-foot' }, createAttribution(state), createScale(map, state));
  return element('footer', { class: 'furniture' }, createZoom(map, state), foot);
}

/**
 * @param {import('leaflet').Map} map
 * @param {State} state
 */
function createZoom(map, state) {
  const buttons = /** @type {const} */ ([['+', 'map.zoom-in', 1], ['−', 'map.zoom-out', -1]]).map(([sign, key, by]) => {
    const click = () => map.setZoom(map.getZoom() + by * (map.options.zoomDelta ?? 1));
    const button = element('button', { type: 'button', click }, sign);
    state.watch(['language'], ({ language }) => {
      button.title = t(language, key);
      button.setAttribute('aria-label', t(language, key));
    });
    return { button, by };
  });
  const limit = () => buttons.forEach(({ button, by }) => {
    button.disabled = by > 0 ? map.getZoom() >= map.getMaxZoom() : map.getZoom() <= map.getMinZoom();
  });
  map.on('zoomend', limit);
  limit();
  return element('div', { class: 'zoom' }, ...buttons.map(({ button }) => button));
}

/** @param {State} state */
function createAttribution(state) {
  const node = element('p', { class: 'attribution' });
  const open = state.values.embed && createOpen(state);
  state.watch(['layer', 'layers', 'with', 'language', 'tiles', 'pmtiles', 'hide'], (values) => {
    if (!values.layer) return;
    const credits = sourcesOf(values).flatMap((name, i) => [i ? ', ' : ' · ', credit(name)]);
    fill(node, element('strong', {}, accuracyOf(values)), ...credits, ` · ${licencesOf(values).join(', ')}`, open && ' · ', open);
  });
  return node;
}

/** @param {string} name */
function credit(name) {
  if (!name.includes('OpenStreetMap')) return name;
  return element('a', { href: openStreetMap }, name);
}
