import { t } from '../i18n.js';
import { createChartView } from '../timeline/chartview.js';
import { html } from '../timeline/elements.js';
import { createKey } from '../timeline/key.js';
import { dayForKey } from '../timeline/keys.js';
import { sizeFor } from '../timeline/layout.js';
import { createPlayer } from '../timeline/player.js';
import { createSpeed } from '../timeline/speed.js';
import { dayNumber, isoDay, stopsOf } from '../timescale.js';
import { createTimeButtons } from './timebuttons.js';

/** @typedef {import('../state.js').State} State */

/**
 * The time control: the chart of areas with a handle on it, and what plays it. It fills the width of what it stands in, and
 * takes the form that fits: bar, lower bar, or the bare chart of a phone.
 *
 * @param {State} state
 * @returns {HTMLElement}
 */
export function createTimeline(state) {
  const chart = createChartView(state);
  const controls = html('div', { class: 'time-controls' },
    createTimeButtons(state), createSpeed(state), createKey(state));
  const root = html('section', { class: 'time' }, controls, chart.element);

  root.addEventListener('keydown', (event) => onKey(state, event));
  state.watch(['language'], ({ language }) => root.setAttribute('aria-label', t(language, 'time')));
  new ResizeObserver(() => {
    root.dataset.size = sizeFor(root.clientWidth);
    chart.resize(sizeFor(root.clientWidth));
  }).observe(root);
  createPlayer(state);
  return root;
}

/** @param {State} state @param {KeyboardEvent} event */
function onKey(state, event) {
  const { snapshots, day, playing } = state.values;
  const stops = stopsOf(snapshots);
  const target = /** @type {Element} */ (event.target);
  if (event.altKey || event.ctrlKey || event.metaKey || stops.length === 0 || target.closest('select')) return;
  if (event.key === ' ') {
    if (target.closest('button, a')) return;
    state.set({ playing: !playing });
  } else {
    const to = dayForKey(event, dayNumber(day), stops);
    if (to === null) return;
    state.set({ day: isoDay(to), playing: false });
  }
  event.preventDefault();
}
