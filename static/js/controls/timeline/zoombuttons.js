import { dayNumber } from '../../days.js';
import { element } from '../../element.js';
import { t } from '../../i18n.js';
import { stopsOf } from '../../timescale.js';
import { recordOf, windowOf } from './window.js';
import { createZoomer } from './zoomer.js';

/** @typedef {import('../../state.js').State} State */

/**
 * Fewer days, more days, all days. On a phone, where fingers zoom, only the last, while it does something.
 * @param {State} state
 * @returns {HTMLElement}
 */
export function createZoomButtons(state) {
  const zoomer = createZoomer(state);
  /** @param {number} factor */
  const zoom = (factor) => () => {
    const { range, day, snapshots } = state.values;
    const { first, last } = windowOf(range, recordOf(stopsOf(snapshots)));
    const chosen = dayNumber(day);
    zoomer.zoom(factor, chosen >= first && chosen <= last ? chosen : (first + last) / 2);
  };
  const buttons = /** @type {const} */ ([['in', '+', zoom(0.5)], ['out', '−', zoom(2)], ['whole', '↔', zoomer.whole]]).map(([name, sign, act]) => {
    const button = element('button', { type: 'button', class: `timeline-zoom-${name}`, click: () => {
      if (button.getAttribute('aria-disabled') !== 'true') act();
    } }, sign);
    return { name, button };
  });
  const node = element('div', { class: 'timeline-zoom', role: 'group' }, ...buttons.map(({ button }) => button));
  state.watch(['language', 'range', 'snapshots'], ({ language, range, snapshots }) => {
    const stops = stopsOf(snapshots);
    const days = stops.length > 0 ? stops[stops.length - 1] - stops[0] : 0;
    node.hidden = days < 7;
    node.classList.toggle('is-zoomed', range !== '');
    node.setAttribute('aria-label', t(language, 'zoom'));
    for (const { name, button } of buttons) {
      button.setAttribute('aria-label', t(language, `zoom.${name}`));
      button.title = t(language, `zoom.${name}`);
      button.setAttribute('aria-disabled', String(name !== 'in' && range === ''));
    }
  });
  return node;
}
