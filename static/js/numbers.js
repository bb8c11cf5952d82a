/**
 * Numbers as each language writes them.
 *
 * @typedef {import('./types.js').Language} Language
 */

const narrowNoBreak = '\u202f';
/** The sign before a number that is less than nothing. */
export const minus = '\u2212';

/** @type {Map<Language, Intl.NumberFormat>} */
const formats = new Map();

/**
 * “1,040”, “1 040”: grouped, never rounded.
 * @param {Language} language
 * @param {number} value
 */
export function formatNumber(language, value) {
  let format = formats.get(language);
  if (!format) formats.set(language, format = new Intl.NumberFormat(language, { maximumFractionDigits: 20 }));
  return format.formatToParts(value)
    .map((p) => (p.type === 'group' && language !== 'en' ? narrowNoBreak : p.type === 'minusSign' ? minus : p.value))
    .join('');
}
