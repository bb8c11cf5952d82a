import { formatNumber } from './numbers.js';
import en from './words/en.js';
import ru from './words/ru.js';
import uk from './words/uk.js';

/**
 * @typedef {import('./types.js').Language} Language
 * @typedef {keyof typeof en} Key
 * @typedef {Record<string, string | number>} Values
 */

/** The page's languages, in the order of its menu. @type {readonly Language[]} */
export const languages = ['en', 'uk', 'ru'];

/** @type {Record<Language, Record<string, string | Record<string, string>>>} */
const words = { en, uk, ru };

/** @type {Map<string, Intl.PluralRules>} */
const rules = new Map();

/**
 * The page's text of that key. Names in braces are replaced by the values, numbers as the language writes them; where a text has plural forms,
 * `values.count` chooses.
 * @param {Language} language
 * @param {Key} key
 * @param {Values} [values]
 * @returns {string}
 */
export function t(language, key, values = {}) {
  const text = words[language][key];
  const form = typeof text === 'string' ? text : text[plural(language, Number(values.count))];
  return form.replace(/\{(\w+)\}/g, (whole, name) => valueText(language, values[name] ?? whole));
}

/** @param {Language} language @param {string | number} value */
function valueText(language, value) {
  return typeof value === 'number' ? formatNumber(language, value) : value;
}

/**
 * Whether the page has a text of that key: for keys made from data, such as a party's.
 * @param {string} key
 * @returns {key is Key}
 */
export function hasWord(key) {
  return Object.hasOwn(en, key);
}

/**
 * The first of the browser's languages that the page speaks, English if none.
 * @param {readonly string[]} wanted tags such as navigator.languages holds
 * @returns {Language}
 */
export function preferredLanguage(wanted) {
  for (const tag of wanted) {
    const language = languages.find((l) => l === tag.toLowerCase().split('-')[0]);
    if (language) return language;
  }
  return 'en';
}

/**
 * @param {Language} language
 * @param {number} count
 */
function plural(language, count) {
  let rule = rules.get(language);
  if (!rule) {
    rule = new Intl.PluralRules(language);
    rules.set(language, rule);
  }
  return rule.select(count);
}
