import { hasWord, t } from './i18n.js';
import { formatNumber, minus } from './numbers.js';

/**
 * Days, areas and names as the page writes them. A day is a UTC day, YYYY-MM-DD; areas are km².
 *
 * @typedef {import('./types.js').Language} Language
 * @typedef {import('./types.js').Names} Names
 */

/**
 * One name of a list among the words. Intl has the same names, but to make its first formatter of dates takes a phone a quarter of
 * a second, before anything is seen.
 * @param {Language} language
 * @param {'months' | 'months.short' | 'months.alone' | 'weekdays'} list
 * @param {number} at
 */
function nameAt(language, list, at) {
  return t(language, list).split(' ')[at] ?? '';
}

/** From 0. @param {string} day */
function monthOf(day) {
  return Number(day.slice(5, 7)) - 1;
}

/**
 * “10 August 2024”, “10 серпня 2024”.
 * @param {Language} language
 * @param {string} day
 */
export function formatDay(language, day) {
  return `${formatLongDayAndMonth(language, day)} ${day.slice(0, 4)}`;
}

/**
 * “10 Aug 2024”, “10 серп 2024”.
 * @param {Language} language
 * @param {string} day
 */
export function formatShortDay(language, day) {
  return `${formatDayAndMonth(language, day)} ${day.slice(0, 4)}`;
}

/**
 * “5 Aug”, “5 серп”: where the year stands beside it.
 * @param {Language} language
 * @param {string} day
 */
export function formatDayAndMonth(language, day) {
  return `${Number(day.slice(8))} ${nameAt(language, 'months.short', monthOf(day))}`;
}

/**
 * “5–12 Mar 2025”, “28 Feb – 12 Mar 2025”: what both days have in common once.
 * @param {Language} language
 * @param {string} first
 * @param {string} last
 */
export function formatRange(language, first, last) {
  const end = formatShortDay(language, last);
  if (first === last) return end;
  if (first.slice(0, 7) === last.slice(0, 7)) return `${Number(first.slice(8))}–${end}`;
  const sameYear = first.slice(0, 4) === last.slice(0, 4);
  return `${sameYear ? formatDayAndMonth(language, first) : formatShortDay(language, first)} – ${end}`;
}

/**
 * “29 August”, “29 серпня”: where the year stands beside it.
 * @param {Language} language
 * @param {string} day
 */
export function formatLongDayAndMonth(language, day) {
  return `${Number(day.slice(8))} ${nameAt(language, 'months', monthOf(day))}`;
}

/**
 * “Sep”, “вер”: the month of that day, standing alone.
 * @param {Language} language
 * @param {string} day
 */
export function formatMonth(language, day) {
  return nameAt(language, 'months.alone', monthOf(day));
}

/**
 * “Saturday”, “субота”.
 * @param {Language} language
 * @param {string} day
 */
export function formatWeekday(language, day) {
  return nameAt(language, 'weekdays', new Date(day).getUTCDay());
}

/**
 * A measured area, never finer than the data: 100 km² and more to the nearest 10, under 100 to 1, over 0 and under 1
 * “< 1”. Without the unit.
 * @param {Language} language
 * @param {number} km2
 */
export function formatArea(language, km2) {
  if (km2 > 0 && km2 < 1) return t(language, 'area.small');
  return formatNumber(language, roundArea(km2));
}

/**
 * A measured length, as fine as the map allows: from 10 km on whole kilometres, below that to a tenth.
 * @param {Language} language
 * @param {number} km
 */
export function formatLength(language, km) {
  return `${formatNumber(language, km < 10 ? Math.round(km * 10) / 10 : Math.round(km))}\u00a0${t(language, 'unit.km')}`;
}

/**
 * A difference of two areas, from their exact values and then rounded as areas are, with its sign: “+73”, “−970”, “0”.
 * @param {Language} language
 * @param {number} km2
 */
export function formatDifference(language, km2) {
  if (km2 === 0) return '0';
  return (km2 < 0 ? minus : '+') + formatArea(language, Math.abs(km2));
}

/**
 * An area as somebody published it: grouped, never rounded.
 * @param {Language} language
 * @param {number} km2
 */
export function formatPublished(language, km2) {
  return formatNumber(language, km2);
}

/** @param {number} km2 0 or more */
function roundArea(km2) {
  return km2 < 100 ? Math.round(km2) : Math.round(km2 / 10) * 10;
}

/**
 * The size of a file: “8.7 kB”.
 * @param {Language} language
 * @param {number} bytes
 */
export function formatBytes(language, bytes) {
  if (bytes < 1000) return t(language, 'bytes', { count: bytes });
  const [key, unit] = bytes < 1e6 ? /** @type {const} */ (['bytes.k', 1e3]) : /** @type {const} */ (['bytes.m', 1e6]);
  return t(language, key, { size: formatNumber(language, Number((bytes / unit).toPrecision(2))) });
}

/**
 * A name in the reader's language, in English where it has none.
 * @param {Language} language
 * @param {Names} names
 */
export function nameIn(language, names) {
  return names[language] || names.en;
}

/**
 * @param {Language} language
 * @param {{name: Names | null, title: string}} layer
 */
export function layerName(language, layer) {
  return layer.name ? nameIn(language, layer.name) : layer.title;
}

/**
 * “Ukraine” for `ua`; the id itself for a party that the page has no word for.
 * @param {Language} language
 * @param {string} party
 */
export function partyName(language, party) {
  const key = `party.${party}`;
  return hasWord(key) ? t(language, key) : party;
}

/**
 * What a layer says of its accuracy, in the reader's language where it is of the common form.
 * @param {Language} language
 * @param {string | null} accuracy
 */
export function formatAccuracy(language, accuracy) {
  if (!accuracy) return t(language, 'accuracy.unknown');
  const common = /^approximate,? ±(.+) km$/.exec(accuracy);
  return common ? t(language, 'accuracy', { km: common[1] }) : accuracy;
}

/**
 * As a label begins: words that stand in a sentence as well begin with a small letter.
 * @param {string} text
 */
export function capitalised(text) {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
