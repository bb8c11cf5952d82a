import { dayNumber, isoDay } from '../days.js';
import { element } from '../element.js';
import { t } from '../i18n.js';
import { moveEnd } from '../pair.js';
import { stopsOf } from '../timescale.js';
import { createButtons } from './timeline/buttons.js';
import { createChartView } from './timeline/chartview.js';
import { createJump } from './timeline/jump.js';
import { createKey } from './timeline/key.js';
import { dayForKey } from './timeline/keys.js';
import { createPlayer } from './timeline/player.js';
import { createSpeed } from './timeline/speed.js';
import { followDay, zoomByKey } from './timeline/zoomer.js';

/** @typedef {import('../state.js').State} State */

/**
 * The time control: the chart of areas with a handle on it, and what plays it. A bar, a lower bar, or in the phone's sheet
 * the three buttons and the bare chart (css/timeline.css).
 *
 * @param {State} state
 * @returns {Generator<void, HTMLElement>} in parts
 */
export function* createTimeline(state) {
  const chart = createChartView(state);
  yield;
  const buttons = createButtons(state);
  yield;
  const pace = element('div', { class: 'timeline-pace' }, createSpeed(state), createJump(state));
  yield;
  const controls = element('div', { class: 'timeline-controls' }, buttons, pace, createKey(state));
  const root = element('section', { class: 'timeline', keydown: (/** @type {KeyboardEvent} */ event) => onKey(state, event) }, controls, chart);
  state.watch(['language'], ({ language }) => root.setAttribute('aria-label', t(language, 'time')));
  createPlayer(state);
  followDay(state);
  return root;
}

/** @param {State} state @param {KeyboardEvent} event */
function onKey(state, event) {
  const { snapshots, playing } = state.values;
  const stops = stopsOf(snapshots);
  const target = /** @type {Element} */ (event.target);
  if (event.altKey || event.ctrlKey || event.metaKey || stops.length === 0 || target.closest('select, input')) return;
  if (event.key === ' ') {
    if (target.closest('button, a')) return;
    state.set({ playing: !playing });
  } else {
    const pressed = target.closest('[data-end="from"]') ? 'from' : 'day';
    const to = dayForKey(event, dayNumber(state.values[pressed]), stops);
    if (to === null) {
      if (zoomByKey(state, event)) event.preventDefault();
      return;
    }
    const { from, day, end } = moveEnd(state.values, pressed, isoDay(to));
    state.set({ from, day, playing: false });
    // The focus stays on the handle that was moved, whichever it is now.
    if (end !== pressed && target.closest('[data-end]')) handleOf(target, end)?.focus({ preventScroll: true });
  }
  event.preventDefault();
}

/**
 * @param {Element} target in the time control
 * @param {import('../pair.js').End} end
 * @returns {HTMLElement | null | undefined}
 */
function handleOf(target, end) {
  return target.closest('.timeline')?.querySelector(`[data-end="${end}"]`);
}
