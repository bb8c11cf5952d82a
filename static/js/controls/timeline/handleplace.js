import { dayNumber, isoDay } from '../../days.js';
import { formatDay, formatLongDayAndMonth, formatShortDay } from '../../format.js';
import { t } from '../../i18n.js';
import { stopShown } from '../../timescale.js';

/** @typedef {import('../../types.js').Language} Language */

/**
 * @param {import('./frame.js').Frame} frame
 * @param {string} day the handle's day, YYYY-MM-DD
 * @param {Language} language
 * @returns {import('./handle.js').HandlePlace}
 */
export function handlePlace({ time, stops, layout, width }, day, language) {
  const chosen = dayNumber(day);
  const shown = stopShown(stops, chosen);
  const x = time.x(chosen);
  const [first, last] = [stops[0], stops[stops.length - 1]];
  const short = formatShortDay(language, day);
  return {
    x,
    flagX: x,
    // The buttons beside the chart stay free.
    width: layout.full ? width - layout.right + 4 : width,
    row: layout.row,
    shownX: shown === null ? null : time.x(shown),
    open: shown !== chosen,
    flag: chosen < time.first ? `‹ ${short}` : chosen > time.last ? `${short} ›` : short,
    outside: chosen < time.first || chosen > time.last,
    min: 0,
    max: last - first,
    now: Math.min(Math.max(chosen, first), last) - first,
    text: handleText(language, day, shown === null ? null : isoDay(shown)),
  };
}

/**
 * @param {Language} language
 * @param {string} day
 * @param {string | null} shown the day of the map that is shown; null before the first
 * @returns {string} “31 August 2024, map of 29 August”
 */
export function handleText(language, day, shown) {
  const text = formatDay(language, day);
  if (shown === null) return t(language, 'time.value.before', { day: text });
  if (shown === day) return t(language, 'time.value.this', { day: text });
  const sameYear = shown.slice(0, 4) === day.slice(0, 4);
  const date = sameYear ? formatLongDayAndMonth(language, shown) : formatDay(language, shown);
  return t(language, 'time.value', { day: text, date });
}
