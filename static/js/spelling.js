/**
 * How the name of a place sounds, roughly, whatever letters it is written in: Суджа, Sudzha, Sudja and Sudža are one. What
 * tells the two languages' own forms apart (Юнаківка, Юнаковка) stays, as a place has its name in each.
 */

/** One letter stands for each sound; those that the Latin alphabet has no letter for take one that is free. */
const sounds = {
  a: 'а', b: 'б', c: 'ц', d: 'д', e: 'еєэё', f: 'ф', g: 'гґ', i: 'иіїйы', j: 'ж', k: 'к', l: 'л', m: 'м', n: 'н', o: 'о', p: 'п',
  q: 'ч', r: 'р', s: 'с', t: 'т', u: 'ую', v: 'в', w: 'шщ', x: 'х', z: 'з',
};
/** What Latin letters are written for one sound, before what is part of it. */
const written = {
  w: ['shch', 'sch', 'sh'], j: ['dzh', 'dsch', 'dj', 'zh', 'j'], q: ['tsch', 'tch', 'ch'], x: ['kh'], c: ['ts', 'tz', 'c'], g: ['h'],
  a: ['ya', 'ia', 'ja'], u: ['yu', 'iu', 'ju'], e: ['ye', 'ie', 'je', 'yo'], i: ['y'], v: ['w'], ks: ['x'], k: ['q'],
};

const cyrillic = new Map(Object.entries(sounds).flatMap(([sound, letters]) => [...letters].map((letter) => [letter, sound])));
cyrillic.set('я', 'a').set('дж', 'j');
const latin = new Map(Object.entries(written).flatMap(([sound, ways]) => ways.map((way) => [way, sound])));
const byLength = [...cyrillic.keys(), ...latin.keys()].sort((a, b) => b.length - a.length);
const anySound = new RegExp(byLength.join('|'), 'g');

/**
 * The sounds of a name, in Latin letters that are not meant to be read; words stay apart. A double letter is one, and more
 * of the same are no name.
 * @param {string} text
 */
export function soundsOf(text) {
  return plain(text)
    .replace(/[ьъ]/g, '')
    .replace(anySound, (letters) => cyrillic.get(letters) ?? latin.get(letters) ?? letters)
    .replace(/([a-z])\1/g, '$1');
}

/**
 * A name without capitals, accents, apostrophes and signs.
 * @param {string} text
 */
export function plain(text) {
  return text.toLowerCase().normalize('NFKD')
    .replace(/[\p{M}'’ʼ`ʹʺ]/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
