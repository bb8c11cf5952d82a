import { dayOf } from '../days.js';
import { element, fill } from '../element.js';
import { layerName } from '../format.js';
import { t } from '../i18n.js';
import { createChoice } from './choice.js';
import { icon } from './icons.js';

/**
 * The name of the page and of the layer; where the server has several control layers, the choice among them.
 *
 * @typedef {import('../state.js').State} State
 * @typedef {import('../types.js').Layer} Layer
 */

/** @param {State} state @returns {HTMLElement} */
export function createTitle(state) {
  const node = element('header', { class: 'panel-name' });
  const shown = element('span', { class: 'layer-face' });
  const choice = createChoice(
    { class: 'layer-choice', choose: (id) => chooseLayer(state, id) },
    shown,
    icon('chevron'),
  );
  state.watch(['layers', 'layer', 'language'], ({ layers, layer, language }) => {
    const control = layers.filter((l) => l.kind === 'control');
    shown.textContent = layer ? layerName(language, layer) : '';
    choice.set(
      t(language, 'layer.choose'),
      control.map((l) => ({ id: l.id, name: layerName(language, l) })),
      layer?.id ?? '',
    );
    const name = element('span', { class: 'panel-brand' }, t(language, 'name'));
    const slash = element('span', { class: 'panel-slash', 'aria-hidden': 'true' }, '/');
    if (!layer) fill(node, name);
    else if (control.length > 1) fill(node, name, slash, choice.node);
    else fill(node, name, slash, element('span', { class: 'layer-face' }, layerName(language, layer)));
  });
  return node;
}

/**
 * Shows another layer, on the same day if it has a record of it, else on the nearest day that it has.
 * @param {State} state
 * @param {string} id
 */
function chooseLayer(state, id) {
  const layer = state.values.layers.find((l) => l.id === id);
  if (layer) state.set({ layer, day: nearestDay(layer, state.values.day), absent: {}, playing: false });
}

/**
 * @param {Pick<Layer, 'first_valid_at' | 'last_valid_at'>} layer
 * @param {string} day
 */
function nearestDay(layer, day) {
  const first = layer.first_valid_at && dayOf(layer.first_valid_at);
  const last = layer.last_valid_at && dayOf(layer.last_valid_at);
  if (!first || !last) return day;
  if (day < first) return first;
  return day > last ? last : day;
}
