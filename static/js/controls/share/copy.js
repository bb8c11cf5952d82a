import { element } from '../../element.js';
import { t } from '../../i18n.js';

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
  const copy = async () => {
    const { language } = state.values;
    try {
      await navigator.clipboard.writeText(field.value);
      say(t(language, 'share.copied'));
    } catch {
      // Without https, browsers have no clipboard for a page.
      field.focus();
      say(t(language, 'share.not-copied'));
    }
  };
  const button = element('button', { type: 'button', class: 'share-button', click: copy });
  state.watch(['language'], ({ language }) => { button.textContent = t(language, 'share.copy'); });
  return button;
}
