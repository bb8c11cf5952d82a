import { dayNumber } from '../../days.js';
import { stopsOf } from '../../timescale.js';
import { between, panned, rangeOf, reaching, recordOf, windowOf, zoomed } from './window.js';

/**
 * @typedef {import('../../state.js').State} State
 * @typedef {import('../../types.js').Values} Values
 * @typedef {import('./window.js').Window} Window
 */

/**
 * Moves `state.range`, in whole days; what is less than one is kept for the next movement, so that a slow one is not lost.
 * @param {State} state
 */
export function createZoomer(state) {
  /** @type {Window | null} */
  let exact = null;

  /** @param {(window: Window, record: Window) => Window} move */
  function set(move) {
    const stops = stopsOf(state.values.snapshots);
    if (stops.length === 0) return;
    const record = recordOf(stops);
    const continued = exact && rangeOf(exact, record) === state.values.range;
    exact = move(continued && exact ? exact : windowOf(state.values.range, record), record);
    state.set({ range: rangeOf(exact, record) });
  }

  return {
    /** @param {number} factor over 1 to see more days @param {number} at the day that stays where it is */
    zoom: (factor, at) => set((window, record) => zoomed(window, record, at, factor)),
    /** @param {number} days */
    pan: (days) => set((window, record) => panned(window, record, days)),
    /** @param {number} a @param {number} b */
    show: (a, b) => set((_window, record) => between(a, b, record)),
    /** @param {Window} window of another moment @param {(window: Window, record: Window) => Window} move */
    from: (window, move) => set((_window, record) => move(window, record)),
    whole: () => state.set({ range: '' }),
  };
}

/**
 * What a key of the bar does to the stretch that is shown: + and − zoom, 0 and Escape show all, [ and ] begin and end the
 * stretch at the day.
 * @param {State} state
 * @param {KeyboardEvent} event
 * @returns {boolean} whether it is such a key
 */
export function zoomByKey(state, { key, code }) {
  const { range, day, snapshots } = state.values;
  const zoomer = createZoomer(state);
  const { first, last } = windowOf(range, recordOf(stopsOf(snapshots)));
  const at = Math.min(Math.max(dayNumber(day), first), last);
  if (key === '+' || key === '=') zoomer.zoom(0.5, at);
  else if (key === '-' || key === '−') zoomer.zoom(2, at);
  else if (key === '0' || (key === 'Escape' && range !== '')) zoomer.whole();
  // By its place: other alphabets have letters there.
  else if (code === 'BracketLeft' && at < last) zoomer.show(at, last);
  else if (code === 'BracketRight' && at > first) zoomer.show(first, at);
  else return false;
  return true;
}

/**
 * Has the stretch that is shown go along with a day that leaves it.
 * @param {State} state
 */
export function followDay(state) {
  state.onChange(['day'], ({ day, range, snapshots }, keys) => {
    const stops = stopsOf(snapshots);
    if (range === '' || keys.has('range') || stops.length === 0) return;
    const record = recordOf(stops);
    const shown = windowOf(range, record);
    const at = Math.min(Math.max(dayNumber(day), record.first), record.last);
    if (at < shown.first || at > shown.last) state.set({ range: rangeOf(reaching(shown, record, at), record) });
  });
}
