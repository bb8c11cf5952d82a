import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseCoordinates, formatCoordinates } from './coordinates.js';
import { createSearch } from './search.js';

const table = readFileSync(join(import.meta.dirname, '../../data/settlements.csv'), 'utf8');
const settlements = table.trim().split('\n').slice(1).map((line) => {
  const [id, en, uk, ru, rank] = line.split(',');
  return { id, names: { en, uk, ru }, rank: Number(rank) };
});
const find = createSearch(settlements);

/** @param {string} text */
const best = (text) => find(text)[0]?.id;

for (const [id, spellings] of /** @type {[string, string[]][]} */ ([
  ['sudzha', ['Sudzha', 'Суджа', 'Sudja', 'Sudža', 'Sudscha', 'SUDZHA', ' sudzha ']],
  ['sumy', ['Sumy', 'Сумы', 'Суми', 'Sumi']],
  ['yunakivka', ['Yunakivka', 'Yunakovka', 'Юнаківка', 'Юнаковка', 'Iunakivka', 'Junakivka', 'юнакивка']],
  ['kostiantynivka', ['Kostiantynivka', 'Konstantinovka', 'Костянтинівка', 'Kostyantynivka']],
  ['elizavetovka', ['Elizavetovka', 'Yelizavetovka', 'Єлизаветівка']],
  ['vishnyovka', ['Vishnyovka', 'Vishnevka', 'Вишнёвка', 'Вишневка', 'вишнивка']],
  ['darino', ["Дар'їно", 'Дарʼїно', 'Дарїно', 'Дарьино', "Dar'ino"]],
  ['kremyanoye', ["Крем'яне", 'Кремяное', 'Kremyanoe']],
  ['tetkino', ['Tetkino', 'Tyotkino', 'Тёткино', 'Теткино', 'Тьоткіно']],
  ['khotin', ['Хотінь', 'Хотень', 'Khotin', 'Hotin']],
  ['bolshoye-soldatskoye', ['Большое Солдатское', 'Велике Солдатське', 'Bolshoe Soldatskoe', 'soldatsk']],
])) {
  test(`${id} is found by its usual spellings`, () => {
    for (const spelling of spellings) assert.equal(best(spelling), id, spelling);
  });
}

test('a letter may be wrong, missing, too many or swapped', () => {
  for (const text of ['Sudgha', 'Sudha', 'Sudzhaa', 'Sudzah', 'Sudhza', 'Суджжа', 'Cуджа', 'Суджка']) {
    assert.ok(find(text).some(({ id }) => id === 'sudzha'), text);
  }
  for (const text of ['Korenvo', 'Korenevv', 'Koernevo', 'Koreneov', 'Xorenevo', 'Кореньево', 'Кроенево']) {
    assert.ok(find(text).some(({ id }) => id === 'korenevo'), text);
  }
});

test('while typing, what was typed so far finds the place, with a letter wrong as well', () => {
  for (const text of ['sud', 'sudz', 'судж', 'Суд', 'sugz', 'sdzh']) assert.ok(find(text).some(({ id }) => id === 'sudzha'), text);
});

test('the very name comes first, then names that begin so, then those alike, each by rank', () => {
  assert.deepEqual(find('korenevo').slice(0, 2).map(({ id }) => id), ['korenevo', 'korenevo-village']);
  assert.deepEqual(find('sudzha').slice(0, 2).map(({ id }) => id), ['sudzha', 'sudzha-border-crossing']);
  assert.equal(best('kur'), 'kursk');
  assert.ok(find('nik').every(({ names }) => /nik|нік|мик|мік/i.test(Object.values(names).join(' '))));
});

test('nothing is found by nothing, and markup is text', () => {
  for (const text of ['', ' ', '—', 'qpqpq', '-', '"', 'zzzzz', 'ззззззз', 'ooooo', 'sssss']) assert.deepEqual(find(text), [], text);
  const hostile = createSearch([{ id: 'x', names: { en: '<b>Bold</b>', uk: '', ru: '' }, rank: 4 }]);
  assert.equal(hostile('bold')[0].id, 'x');
});

test('coordinates are read as people write them, and no others', () => {
  for (const text of ['51.19 35.27', '51.19, 35.27', '51.19,35.27', '51.19° N 35.27° E', '51.19N, 35.27E', '51.190° n; 35.270° e',
    '51,19 35,27', '51,19; 35,27', 'N51.19 E35.27', 'N 51.19°, E 35.27°', '51°11.4′N 35°16.2′E', "51°11'24\"N35°16'12\"E"]) {
    assert.deepEqual(parseCoordinates(text), [35.27, 51.19], text);
  }
  assert.deepEqual(parseCoordinates('−51.5 0.1W'), [-0.1, -51.5]);
  assert.deepEqual(parseCoordinates('51°15′N 35°30′E'), [35.5, 51.25]);
  assert.deepEqual(parseCoordinates('0°30′S 0°15′W'), [-0.25, -0.5]);
  for (const text of ['', '51', '51.19', 'Sudzha 1', '91 35', '51 181', '51.19 35.27 1', '51°60′N 35°16′E', 'N51.19N 35.27']) assert.equal(parseCoordinates(text), null, text);
  assert.deepEqual(parseCoordinates(formatCoordinates([-35.271, 51.191])), [-35.271, 51.191]);
});
