import { element } from '../element.js';
import { formatShortDay } from '../format.js';
import { t } from '../i18n.js';
import { svg } from '../svg.js';

/**
 * The divider between the maps of two days: a slider that is dragged, or moved by keys.
 *
 * @typedef {import('../state.js').State} State
 */

const step = 0.02;

/**
 * @param {State} state
 * @param {() => import('../layers/labels/boxes.js').Box} free what the cards leave of the page
 * @returns {HTMLElement}
 */
export function createDivider(state, free) {
  const knob = element('span', { class: 'compare-knob' }, svg('svg', { viewBox: '0 0 20 20', 'aria-hidden': 'true' },
    svg('path', { d: 'M7 5 2.5 10 7 15M13 5l4.5 5-4.5 5' })));
  const node = element('div', {
    class: 'compare-divider', role: 'slider', tabindex: 0, 'aria-orientation': 'horizontal', 'aria-valuemin': 0, 'aria-valuemax': 100,
    keydown: (/** @type {KeyboardEvent} */ event) => {
      const divider = afterKey(event.key, state.values.divider);
      if (divider === null) return;
      event.preventDefault();
      state.set({ divider });
    },
  }, knob);
  follow(node, (x) => {
    const { x0, x1 } = free();
    state.set({ divider: within((x - x0) / (x1 - x0)) });
  });
  state.watch(['divider', 'from', 'day', 'language'], ({ divider, from, day, language }) => {
    const percent = Math.round(100 * divider);
    node.setAttribute('aria-label', t(language, 'compare.divider'));
    node.setAttribute('aria-valuenow', String(percent));
    node.setAttribute('aria-valuetext', from && day ? t(language, 'compare.divider.value', {
      percent, from: formatShortDay(language, from), day: formatShortDay(language, day),
    }) : '');
  });
  return node;
}

/**
 * @param {HTMLElement} node
 * @param {(x: number) => void} move called with the place on the page
 */
function follow(node, move) {
  let offset = 0;
  node.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    const { left, width } = node.getBoundingClientRect();
    // It does not jump to where it was taken hold of.
    offset = event.clientX - (left + width / 2);
    node.setPointerCapture(event.pointerId);
  });
  node.addEventListener('pointermove', (event) => {
    if (node.hasPointerCapture(event.pointerId)) move(event.clientX - offset);
  });
}

/**
 * @param {string} key
 * @param {number} divider
 * @returns {number | null} where the key leads; null for another key
 */
export function afterKey(key, divider) {
  const to = { ArrowLeft: divider - step, ArrowRight: divider + step, Home: 0, End: 1 }[key];
  return to === undefined ? null : within(Math.round(to * 1000) / 1000);
}

/** @param {number} share */
function within(share) {
  return Math.min(Math.max(share, 0), 1);
}
