import { placeOf } from '../../address.js';
import { element } from '../../element.js';
import { layerName } from '../../format.js';
import { t } from '../../i18n.js';
import { addressOf, frameCode } from '../../share/links.js';
import { addressed } from '../../url.js';
import { createCopy } from './copy.js';

/**
 * The code that shows the same map in another page, and how large it is there.
 *
 * @typedef {import('../../state.js').State} State
 */

const sizes = /** @type {const} */ (['fixed', 'full', 'own']);
/** The embedded page is made for no less. */
const least = { width: 280, height: 220 };

/**
 * @param {State} state
 * @param {(text: string) => void} say
 * @returns {HTMLElement}
 */
export function createFrameCode(state, say) {
  const heading = element('h3', { class: 'share-heading' });
  const select = element('select', { class: 'share-select', change: draw });
  const width = createNumber(640, least.width);
  const height = createNumber(480, least.height);
  const own = element('div', { class: 'share-row' }, width.node, height.node);
  const field = element('textarea', { class: 'share-field share-code', rows: 4, spellcheck: 'false' });
  for (const { input } of [width, height]) input.addEventListener('input', draw);

  function draw() {
    const { language, layer, card } = state.values;
    own.hidden = select.value !== 'own';
    if (card !== 'share') return;
    const size = select.value === 'own' ? { width: String(width.value()), height: height.value() } : { width: select.value === 'full' ? '100%' : '640', height: 480 };
    const title = t(language, 'map', { layer: layer ? layerName(language, layer) : '' });
    field.value = frameCode(addressOf(location.href, placeOf(state.values), 'embed'), size, title);
  }
  state.watch(['language'], ({ language }) => {
    const chosen = select.value || 'fixed';
    heading.textContent = t(language, 'share.embed');
    select.setAttribute('aria-label', t(language, 'share.size'));
    select.replaceChildren(...sizes.map((size) => element('option', { value: size }, t(language, `share.size.${size}`))));
    select.value = chosen;
    field.setAttribute('aria-label', t(language, 'share.code'));
    width.name(t(language, 'share.width'));
    height.name(t(language, 'share.height'));
  });
  state.watch(['card', ...addressed], draw);
  return element('div', { class: 'share-part' }, heading, select, own, field, createCopy(state, field, say));
}

/**
 * @param {number} value
 * @param {number} min
 */
function createNumber(value, min) {
  const label = element('span');
  const input = element('input', { type: 'number', class: 'share-field', value, min, step: 10 });
  return {
    node: element('label', { class: 'share-number' }, label, input),
    input,
    /** @param {string} text */
    name: (text) => { label.textContent = text; },
    value: () => Math.max(min, Math.round(Number(input.value)) || value),
  };
}
