import { formatCoordinates } from '../coordinates.js';
import { element } from '../element.js';
import { WordsError, hasWord, t } from '../i18n.js';

/**
 * What could not be fetched, in words, and the offer to try again.
 *
 * @typedef {import('../types.js').Language} Language
 */

/** What is wrong with what was asked, and will be the next time. */
const refusals = [400, 413, 422];

/**
 * In the page's own words where it has some for that kind of failure; else the server's, which are English.
 * @param {Language} language
 * @param {Error} failure
 * @returns {HTMLElement}
 */
export function failureText(language, failure) {
  if (failure instanceof WordsError) return element('span', {}, wordsText(language, failure));
  const outline = outlineText(language, failure);
  if (outline) return element('span', {}, t(language, 'failure.area', { reason: outline }));
  const reason = reasonOf(language, failure);
  if (reason) return element('span', {}, t(language, 'failure', { reason }));
  return element('span', {}, t(language, 'failure.said'), ' ', element('span', { lang: 'en' }, failure.message));
}

/**
 * Whether it is of no use to ask the same again.
 * @param {Error | null} failure
 */
export function isRefused(failure) {
  return refusals.includes(statusOf(failure));
}

/**
 * @param {import('../state.js').State} state
 * @param {Error} failure
 * @returns {HTMLElement | null} null where trying again can bring nothing else
 */
export function retryButton(state, failure) {
  if (isRefused(failure)) return null;
  const retry = () => state.set({ attempt: state.values.attempt + 1 });
  return element('button', { type: 'button', class: 'link', click: retry }, t(state.values.language, 'failure.retry'));
}

/**
 * Which language there are no words of, in one that there are.
 * @param {Language} language
 * @param {WordsError} failure
 */
function wordsText(language, { wanted, cause }) {
  return t(language, 'failure.language', { name: t(language, `language.${wanted}`), reason: reasonOf(language, /** @type {Error} */ (cause)) });
}

/**
 * What is wrong with an area that was drawn, and where; '' where nothing is, or the page has no word for it.
 * @param {Language} language
 * @param {Error} failure
 */
function outlineText(language, failure) {
  const [problem] = /** @type {Partial<import('../api.js').ApiError>} */ (failure).problem?.errors ?? [];
  const rule = `rule.${problem?.rule}`;
  return problem && hasWord(rule) ? t(language, rule, { where: formatCoordinates([problem.lon, problem.lat]) }) : '';
}

/**
 * '' where the page has no word for it.
 * @param {Language} language
 * @param {Error} failure
 */
function reasonOf(language, failure) {
  const key = `failure.${statusOf(failure)}`;
  return hasWord(key) ? t(language, key) : '';
}

/** @param {Error | null} failure @returns {number} of HTTP; 0 where the server could not be reached, -1 where it is none of its answers */
function statusOf(failure) {
  return failure && 'status' in failure ? Number(failure.status) : -1;
}
