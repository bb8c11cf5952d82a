import { element } from '../element.js';
import { t } from '../i18n.js';

/** The title of the table in each mode. @type {Record<import('../types.js').Mode, import('../i18n.js').Key>} */
export const tableTitles = { day: 'table.day', swipe: 'table.pair', side: 'table.pair', change: 'table.change' };

/**
 * A button that opens the table.
 * @param {import('../state.js').State} state
 * @returns {HTMLElement}
 */
export function createTableOpener(state) {
  const button = element('button', { type: 'button', class: 'link table-open', click: () => state.set({ card: 'table', playing: false }) });
  state.watch(['language', 'mode'], ({ language, mode }) => {
    button.textContent = t(language, tableTitles[mode]);
  });
  return button;
}
