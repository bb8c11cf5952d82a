import assert from 'node:assert/strict';
import { test } from 'node:test';
import { languages, preferredLanguage, t } from './i18n.js';
import en from './words/en.js';
import ru from './words/ru.js';
import uk from './words/uk.js';

/** @type {Record<string, Record<string, string | Record<string, string>>>} */
const words = { en, uk, ru };

/** @param {string | Record<string, string>} text */
const forms = (text) => (typeof text === 'string' ? [text] : Object.values(text));

/** @param {string} text */
const placeholders = (text) => [...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort();

for (const language of languages) {
  test(`${language} has every word, and none that English has not`, () => {
    assert.deepEqual(Object.keys(words[language]).sort(), Object.keys(en).sort());
  });

  test(`${language} has each plural form that the language needs`, () => {
    const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    for (const [key, text] of Object.entries(words[language])) {
      if (typeof text !== 'string') assert.deepEqual(Object.keys(text).sort(), [...needed].sort(), key);
    }
  });

  test(`${language} takes the same values as English`, () => {
    for (const [key, text] of Object.entries(en)) {
      for (const form of forms(words[language][key])) {
        assert.deepEqual(placeholders(form), placeholders(forms(text)[0]), key);
      }
    }
  });

  test(`${language} has no word that takes a side`, () => {
    const all = Object.values(words[language]).flatMap(forms).join('\n');
    assert.doesNotMatch(all, /liberat|occup|seiz|captur|звільн|окуп|захоп|освобо|оккуп|захват/i);
  });
}

test('the number chooses the plural', () => {
  const say = (/** @type {import('./types.js').Language} */ language, /** @type {number} */ count) =>
    t(language, 'age.shown', { count, date: 'X' });
  assert.equal(say('en', 1), 'Shown: X, 1 day earlier.');
  assert.equal(say('en', 2), 'Shown: X, 2 days earlier.');
  assert.equal(say('en', 2007), 'Shown: X, 2,007 days earlier.');
  assert.equal(say('uk', 2007), 'Показано: X, на 2\u202f007 днів раніше.');
  assert.equal(say('uk', 1), 'Показано: X, на 1 день раніше.');
  assert.equal(say('uk', 2), 'Показано: X, на 2 дні раніше.');
  assert.equal(say('uk', 11), 'Показано: X, на 11 днів раніше.');
  assert.equal(say('ru', 2), 'Показано: X, на 2 дня раньше.');
  assert.equal(say('ru', 25), 'Показано: X, на 25 дней раньше.');
});

test('the browser chooses the language, English where it asks for none of ours', () => {
  assert.equal(preferredLanguage(['uk-UA', 'ru']), 'uk');
  assert.equal(preferredLanguage(['de-AT', 'ru-RU', 'en']), 'ru');
  assert.equal(preferredLanguage(['fr']), 'en');
  assert.equal(preferredLanguage([]), 'en');
});
