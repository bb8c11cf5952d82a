import UFuzzy from '@leeoniya/ufuzzy';
import { plain, soundsOf } from './spelling.js';

/**
 * Finds places by what a reader types: in any of the three languages and their usual spellings, from the first letters on,
 * with a letter wrong, missing, too many or swapped.
 *
 * @typedef {import('./types.js').Names} Names
 * @typedef {{id: string, names: Names, rank: number}} Entry  the lower its rank, the more important a place is
 */

const most = 8;
const leastForgiven = 4; // letters: shorter words are alike too easily
const exact = /** @type {const} */ ({ intraIns: 0, intraSub: 0, intraTrn: 0, intraDel: 0 });
const forgiving = /** @type {const} */ ({ intraIns: 1, intraSub: 1, intraTrn: 1, intraDel: 1 });
const fuzzy = new UFuzzy({
  intraMode: 1,
  interLft: 2,
  intraRules: (word) => ({ intraSlice: [0, Infinity], ...(word.length < leastForgiven ? exact : forgiving) }),
});

/**
 * @template {Entry} T
 * @param {T[]} entries
 * @returns {(text: string) => T[]} finds the best of them, the best first
 */
export function createSearch(entries) {
  const keys = entries.flatMap((entry) => keysOf(entry).map((key) => ({ entry, key })));
  const haystack = keys.map(({ key }) => key);
  return (text) => {
    /** @type {Map<T, number>} */
    const found = new Map();
    for (const needle of new Set([plain(text), soundsOf(text)])) {
      for (const i of needle ? matches(haystack, needle) : []) {
        const { entry, key } = keys[i];
        found.set(entry, Math.min(found.get(entry) ?? Infinity, farness(key, needle)));
      }
    }
    return [...found]
      .sort(([a, far], [b, further]) => far - further || a.rank - b.rank || a.names.en.localeCompare(b.names.en))
      .slice(0, most)
      .map(([entry]) => entry);
  };
}

/**
 * A letter that is wrong in what was typed is one letter as typed, and may be another sound altogether: so the names are
 * there by letter and by sound.
 * @param {Entry} entry
 */
function keysOf({ names }) {
  const all = [names.en, names.uk, names.ru].filter(Boolean);
  return [...new Set([...all.map(soundsOf), plain(names.en)])];
}

/** @param {string[]} haystack @param {string} needle */
function matches(haystack, needle) {
  const found = fuzzy.filter(haystack, needle) ?? [];
  return found.length ? fuzzy.info(found, haystack, needle).idx : [];
}

/**
 * How far a name is from what was typed: it is the very name, its beginning, the beginning of one of its words, or like it.
 * @param {string} key
 * @param {string} needle
 */
function farness(key, needle) {
  if (key === needle) return 0;
  if (key.startsWith(needle)) return 1;
  return key.includes(` ${needle}`) ? 2 : 3;
}
