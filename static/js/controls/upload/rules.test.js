import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problemText, warningText } from './rules.js';

const place = { feature: 17, lon: 35.25, lat: 51.025, message: 'ring 0 of feature 17 crosses itself at 35.25 51.025' };
/** @type {any} */
const grey = { id: 'grey', name: { en: 'Grey zone', uk: 'Сіра зона', ru: 'Серая зона' } };

test('a rule that the page has a word for is told in the reader’s language, any other as the server says it', () => {
  assert.equal(problemText('en', { ...place, rule: 'self-crossing' }), 'Feature 18: the outline crosses itself at 51.025° N 35.250° E.');
  assert.equal(problemText('uk', { ...place, feature: 0, rule: 'too-few-points' }), 'Об’єкт 1: контур має менш ніж три різні кути.');
  assert.equal(problemText('ru', { ...place, feature: 0, rule: 'too-few-points' }), 'Объект 1: у контура меньше трёх разных углов.');
  assert.equal(problemText('uk', { ...place, rule: 'unheard-of' }), place.message);
  const warning = { status: 'grey', zones: 3, area_km2: 12.4, message: 'in English' };
  assert.equal(warningText('ru', { ...warning, rule: 'overlap-joined' }, [grey]), 'Зоны «Серая зона» накладываются на 12 км²: они объединены, и эта земля считается один раз.');
  assert.equal(warningText('uk', { ...warning, rule: 'unknown-status', status: 'nobody' }, [grey]), 'Шар не має статусу «nobody»: пропущено 3 зони, 12 км².');
  assert.equal(warningText('en', { ...warning, rule: 'unheard-of' }, [grey]), 'in English');
});
