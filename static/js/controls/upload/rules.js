import { formatCoordinates } from '../../coordinates.js';
import { element } from '../../element.js';
import { formatArea, nameIn } from '../../format.js';
import { hasWord, t } from '../../i18n.js';

/**
 * The rules of an upload's report in the reader's language; what the server says of them is English, and has the details.
 *
 * @typedef {import('../../types.js').Language} Language
 * @typedef {import('../../types.js').Problem} Problem
 * @typedef {import('../../types.js').Warning} Warning
 */

/**
 * What is wrong with a place; the server's sentence where the page has no word for that rule. Readers count features from 1.
 * @param {Language} language
 * @param {Problem} problem
 */
export function problemText(language, { feature, rule, lon, lat, message }) {
  const key = `rule.${rule}`;
  if (!hasWord(key)) return message;
  return t(language, 'upload.problem', { feature: String(feature + 1), what: t(language, key, { where: formatCoordinates([lon, lat]) }) });
}

/**
 * What the editor should know; the server's sentence where the page has no word for that rule.
 * @param {Language} language
 * @param {Warning} warning
 * @param {readonly import('../../types.js').Status[]} statuses all that have a name
 */
export function warningText(language, { rule, status, zones, area_km2: km2, message }, statuses) {
  const key = `warning.${rule}`;
  if (!hasWord(key)) return message;
  const named = statuses.find(({ id }) => id === status);
  return t(language, key, { status: named ? nameIn(language, named.name) : status, count: zones, area: formatArea(language, km2) });
}

/**
 * What is wrong with a place, with the server's own sentence, which counts from 0.
 * @param {Language} language
 * @param {Problem} problem
 */
export function problemWords(language, problem) {
  return withServerWords(language, problemText(language, problem), problem.message, t(language, 'upload.server-counts'));
}

/**
 * A text of the page, with the server's own sentence to be opened; that one alone where it is the text.
 * @param {Language} language
 * @param {string} text
 * @param {string} message
 * @param {string} [summary] what opens it
 * @returns {(Node | string)[]}
 */
export function withServerWords(language, text, message, summary = t(language, 'upload.server-words')) {
  const said = element('span', { lang: 'en' }, message);
  if (text === message) return [said];
  return [text, ' ', element('details', { class: 'server-words' }, element('summary', {}, summary), said)];
}
