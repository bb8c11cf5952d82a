import { element } from '../../element.js';
import { t } from '../../i18n.js';
import { copied } from '../copied.js';

/**
 * Text to be copied: it is shown, selected when the focus comes to it, and copied by a button beside it.
 *
 * @param {import('../../state.js').State} state
 * @param {HTMLInputElement | HTMLTextAreaElement} field read-only
 * @param {(text: string) => void} say
 * @returns {HTMLButtonElement}
 */
export function createCopy(state, field, say) {
  field.readOnly = true;
  field.addEventListener('focus', () => field.select());
  const copy = async () => say(t(state.values.language, await copied(field) ? 'share.copied' : 'share.not-copied'));
  const button = element('button', { type: 'button', class: 'share-button', click: copy });
  state.watch(['language'], ({ language }) => { button.textContent = t(language, 'share.copy'); });
  return button;
}
