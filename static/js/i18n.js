import { formatNumber } from './numbers.js';

/**
 * @typedef {import('./types.js').Language} Language
 * @typedef {keyof typeof import('./words/en.js').default} Key
 * @typedef {Record<string, string | number>} Values
 */

/** The page's languages, in the order of its menu. @type {readonly Language[]} */
export const languages = ['en', 'uk', 'ru'];

/** @type {Record<Language, () => Promise<{default: Words}>>} */
const sources = { en: () => import('./words/en.js'), uk: () => import('./words/uk.js'), ru: () => import('./words/ru.js') };

/** @typedef {Record<string, string | Record<string, string>>} Words @type {Map<Language, Words>} */
const words = new Map();

/** @type {Map<string, Intl.PluralRules>} */
const rules = new Map();

/**
 * Fetches the words of a language. Nothing is said in it before.
 * @param {Language} language
 */
export async function learn(language) {
  if (!words.has(language)) words.set(language, (await sources[language]()).default);
}

/** WordsError says that the words of a language could not be fetched. */
export class WordsError extends Error {
  /**
   * @param {Language} wanted
   * @param {Error} cause why
   */
  constructor(wanted, cause) {
    super(`the words of ${wanted}: ${cause.message}`, { cause });
    this.name = 'WordsError';
    this.wanted = wanted;
  }
}

/**
 * The page's text of that key. Names in braces are replaced by the values, numbers as the language writes them; where a text has plural forms,
 * `values.count` chooses.
 * @param {Language} language
 * @param {Key} key
 * @param {Values} [values]
 * @returns {string}
 */
export function t(language, key, values = {}) {
  const text = wordsOf(language)[key];
  const form = typeof text === 'string' ? text : text[plural(language, Number(values.count))];
  return form.replace(/\{(\w+)\}/g, (whole, name) => valueText(language, values[name] ?? whole));
}

/** @param {Language} language */
function wordsOf(language) {
  const known = words.get(language);
  if (!known) throw new Error(`the words of ${language} have not been fetched`);
  return known;
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
  return [...words.values()].some((known) => Object.hasOwn(known, key));
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
