import { placeOf } from '../../address.js';
import { element } from '../../element.js';
import { layerName } from '../../format.js';
import { t } from '../../i18n.js';
import { addressOf } from '../../share/links.js';
import { addressed } from '../../url.js';
import { createCopy } from './copy.js';

/**
 * The link to what is seen.
 *
 * @param {import('../../state.js').State} state
 * @param {(text: string) => void} say
 * @returns {HTMLElement}
 */
export function createLink(state, say) {
  const field = element('input', { type: 'text', id: 'share-link', class: 'share-field' });
  const label = element('label', { for: 'share-link', class: 'share-heading' });
  const send = createSend(state, field);
  state.watch(['card', 'language', ...addressed], (values) => {
    label.textContent = t(values.language, 'share.link');
    if (values.card === 'share') field.value = addressOf(location.href, placeOf(values), '.');
  });
  return element('div', { class: 'share-part' }, label, element('div', { class: 'share-row' }, field, createCopy(state, field, say), send));
}

/**
 * Hands the link to what the system has for it, which phones do.
 * @param {import('../../state.js').State} state
 * @param {HTMLInputElement} field
 */
function createSend(state, field) {
  if (!navigator.share || !matchMedia('(pointer: coarse)').matches) return null;
  const click = () => {
    const { language, layer } = state.values;
    // Rejected where the reader thinks better of it.
    navigator.share({ url: field.value, title: layer ? layerName(language, layer) : '' }).catch(() => {});
  };
  const button = element('button', { type: 'button', class: 'share-button', click });
  state.watch(['language'], ({ language }) => { button.textContent = t(language, 'share.send'); });
  return button;
}
