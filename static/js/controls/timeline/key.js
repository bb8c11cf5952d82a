import { element } from '../../element.js';
import { isHidden } from '../../hiding.js';
import { t } from '../../i18n.js';
import { svg } from '../../svg.js';
import { disclose } from '../disclosure.js';

/** @typedef {import('../../state.js').State} State */

/** What stands for which mark; those of reports go with them. @type {[import('../../i18n.js').Key, () => SVGElement, 'events'?][]} */
const entries = [
  ['chart.claim', () => svg('path', { class: 'timeline-key-claim', d: 'M10 3 15 8 10 13 5 8Z' }), 'events'],
  ['chart.reports', () => svg('path', { class: 'timeline-key-lines', d: 'M4 13V9.5M8 13V4M12 13V8M16 13v-3' }), 'events'],
  ['chart.map', () => svg('path', { class: 'timeline-key-lines', d: 'M5 5v6M10 5v6M15 5v6' })],
  ['chart.gap', () => svg('path', { class: 'timeline-key-gap', d: 'M1 5.5H20M1 10.5H20' })],
];

/**
 * The key of the chart: a list beside it, or behind a button where there is less room.
 *
 * @param {State} state
 * @returns {HTMLElement}
 */
export function createKey(state) {
  const id = 'timeline-key';
  const list = element('ul', { class: 'timeline-key', id });
  const button = element('button', { type: 'button', class: 'timeline-key-button', 'aria-controls': id }, '?');
  disclose(button, list);
  state.watch(['language', 'hide'], ({ language, hide }) => {
    button.setAttribute('aria-label', t(language, 'chart.key'));
    button.title = t(language, 'chart.key');
    const drawn = entries.filter(([, , what]) => !what || !isHidden({ hide }, what));
    list.replaceChildren(...drawn.map(([key, icon]) => element('li', {},
      svg('svg', { viewBox: '0 0 20 16', width: 20, height: 16, 'aria-hidden': 'true' }, icon()), t(language, key))));
  });
  return element('div', { class: 'timeline-key-box' }, button, list);
}
