import { dayNumber, isoDay } from '../../days.js';
import { stopAfter, stopsOf } from '../../timescale.js';
import { recordOf, windowOf } from './window.js';

/**
 * @typedef {import('../../state.js').State} State
 * @typedef {import('../../types.js').Values} Values
 */

/** Days in a second, where time runs evenly. A month is a twelfth of a year. */
const speeds = { day: 1, week: 7, month: 365.25 / 12 };

/**
 * @param {number} position days, with a fraction
 * @param {number} days to go on by
 * @param {number[]} stops ascending, not empty
 * @param {number} last where playing ends
 * @returns {number} the new position: not past the end, and not past a map that would then never be shown
 */
export function advance(position, days, stops, last) {
  const next = stopAfter(stops, Math.floor(position)) ?? Infinity;
  return Math.min(position + days, next, last);
}

/**
 * Where playing begins anew, and where it ends.
 * @param {Pick<Values, 'mode' | 'from' | 'range'>} values
 * @param {number[]} stops not empty
 */
export function stretchOf({ mode, from, range }, stops) {
  const { first, last } = windowOf(range, recordOf(stops));
  // The later of two days does not go behind the earlier one.
  return { first: mode === 'day' ? first : Math.max(first, dayNumber(from)), last };
}

/**
 * Moves the day while `playing` is set, within the stretch that the chart shows, and unsets it at its end and when the tab is
 * hidden. Time runs evenly, so that a gap takes as long as it lasted; it waits only for a map that is still under way. With
 * reduced motion, or if so chosen, the day goes from map to map, once a second.
 *
 * @param {State} state
 */
export function createPlayer(state) {
  const reduced = matchMedia('(prefers-reduced-motion: reduce)');
  let frame = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let position = 0;
  let before = 0;

  /** @param {number} day @param {number} last */
  function show(day, last) {
    state.set(day >= last ? { day: isoDay(last), playing: false } : { day: isoDay(day) });
  }

  /** @param {number} now */
  function onFrame(now) {
    const { loading, playing, speed, day, snapshots } = state.values;
    if (!playing || speed === 'map') return;
    const stops = stopsOf(snapshots);
    const { last } = stretchOf(state.values, stops);
    // Somebody else may have set the day.
    if (Math.floor(position) !== dayNumber(day)) position = dayNumber(day);
    if (!loading) {
      position = advance(position, (Math.max(0, now - before) / 1000) * speeds[speed], stops, last);
      show(Math.floor(position), last);
    }
    before = now;
    if (state.values.playing) frame = requestAnimationFrame(onFrame);
  }

  function onSecond() {
    const stops = stopsOf(state.values.snapshots);
    const { last } = stretchOf(state.values, stops);
    if (!state.values.loading) show(stopAfter(stops, dayNumber(state.values.day)) ?? last, last);
    if (state.values.playing) timer = setTimeout(onSecond, 1000);
  }

  function start() {
    const { day, speed, snapshots } = state.values;
    const stops = stopsOf(snapshots);
    if (stops.length < 2) return state.set({ playing: false });
    const { first, last } = stretchOf(state.values, stops);
    position = dayNumber(day);
    if (!(position >= first && position < last)) position = first;
    state.set({ day: isoDay(position) });
    before = performance.now();
    if (reduced.matches || speed === 'map') timer = setTimeout(onSecond, 1000);
    else frame = requestAnimationFrame(onFrame);
  }

  state.watch(['playing', 'speed'], ({ playing }) => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    if (playing) start();
  });
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) state.set({ playing: false });
  });
}
