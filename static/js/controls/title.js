import { element, fill } from '../element.js';
import { layerName } from '../format.js';
import { t } from '../i18n.js';
import { chooseLayer, controlLayers } from '../layerchoice.js';
import { createChoice } from './choice.js';
import { icon } from './icons.js';

/**
 * The name of the page and of the layer; where the server has several control layers, the choice among them.
 *
 * @typedef {import('../state.js').State} State
 */

/** @param {State} state @returns {HTMLElement} */
export function createTitle(state) {
  const node = element('header', { class: 'panel-name' });
  const shown = element('span', { class: 'layer-face' });
  /** @type {ReturnType<typeof createChoice> | null} */
  let choice = null;
  state.watch(['layers', 'layer', 'language'], ({ layers, layer, language }) => {
    const control = controlLayers({ layers });
    shown.textContent = layer ? layerName(language, layer) : '';
    const several = control.length > 1;
    if (several) {
      choice ??= createChoice({ class: 'layer-choice', choose: (id) => chooseLayer(state, id) }, shown, icon('chevron'));
      choice.set(t(language, 'layer.choose'), control.map((l) => ({ id: l.id, name: layerName(language, l) })), layer?.id ?? '');
    }
    const name = element('span', { class: 'panel-brand' }, t(language, 'name'));
    const slash = element('span', { class: 'panel-slash', 'aria-hidden': 'true' }, '/');
    if (!layer) fill(node, name);
    else fill(node, name, slash, several && choice ? choice.node : element('span', { class: 'layer-face' }, layerName(language, layer)));
  });
  return node;
}
