import { dayNumber, isoDay } from '../../days.js';
import { stopAfter, stopsOf } from '../../timescale.js';

/** @typedef {import('../../state.js').State} State */

/** Days in a second. A month is a twelfth of a year. */
const speeds = { day: 1, week: 7, month: 365.25 / 12 };

/**
 * @param {number} position days, with a fraction
 * @param {number} days to go on by
 * @param {number[]} stops ascending, not empty
 * @returns {number} the new position: not past the end, and not past a map that would then never be shown
 */
export function advance(position, days, stops) {
  const next = stopAfter(stops, Math.floor(position)) ?? Infinity;
  return Math.min(position + days, next, stops[stops.length - 1]);
}

/**
 * Moves the day while `playing` is set, and unsets it at the end and when the tab is hidden. Time runs evenly, so that a
 * gap takes as long as it lasted; it waits only for a map that is still under way. With reduced motion the day goes from
 * map to map, once a second.
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

  /** @param {number} day @param {number[]} stops */
  function show(day, stops) {
    const end = day >= stops[stops.length - 1];
    state.set(end ? { day: isoDay(day), playing: false } : { day: isoDay(day) });
  }

  /** @param {number} now */
  function onFrame(now) {
    const { loading, playing, speed, day, snapshots } = state.values;
    if (!playing) return;
    const stops = stopsOf(snapshots);
    // Somebody else may have set the day.
    if (Math.floor(position) !== dayNumber(day)) position = dayNumber(day);
    if (!loading) {
      position = advance(position, (Math.max(0, now - before) / 1000) * speeds[speed], stops);
      show(Math.floor(position), stops);
    }
    before = now;
    if (state.values.playing) frame = requestAnimationFrame(onFrame);
  }

  function onSecond() {
    const stops = stopsOf(state.values.snapshots);
    if (!state.values.loading) show(stopAfter(stops, dayNumber(state.values.day)) ?? stops[stops.length - 1], stops);
    if (state.values.playing) timer = setTimeout(onSecond, 1000);
  }

  function start() {
    const { mode, from, day, snapshots } = state.values;
    const stops = stopsOf(snapshots);
    if (stops.length < 2) return state.set({ playing: false });
    // The later of two days does not go behind the earlier one.
    const start = mode === 'day' ? stops[0] : Math.max(stops[0], dayNumber(from));
    position = dayNumber(day);
    if (!(position >= start && position < stops[stops.length - 1])) position = start;
    state.set({ day: isoDay(position) });
    before = performance.now();
    if (reduced.matches) timer = setTimeout(onSecond, 1000);
    else frame = requestAnimationFrame(onFrame);
  }

  state.watch(['playing'], ({ playing }) => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    if (playing) start();
  });
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) state.set({ playing: false });
  });
}
