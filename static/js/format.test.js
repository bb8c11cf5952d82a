import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as f from './format.js';

/** @typedef {import('./types.js').Language} Language */

/** @type {[number, string, string][]} */
const areas = [
  [0, '0', '0'],
  [1e-9, '< 1', '< 1'],
  [0.999999, '< 1', '< 1'],
  [1, '1', '1'],
  [1.49, '1', '1'],
  [1.5, '2', '2'],
  [73.4, '73', '73'],
  [99.49, '99', '99'],
  [99.5, '100', '100'],
  [100, '100', '100'],
  [104.99, '100', '100'],
  [105, '110', '110'],
  [994.9, '990', '990'],
  [995, '1,000', '1\u202f000'],
  [1240.227, '1,240', '1\u202f240'],
  [29775.97779, '29,780', '29\u202f780'],
];

for (const [km2, en, uk] of areas) {
  test(`${km2} km² is written ${en}`, () => {
    assert.equal(f.formatArea('en', km2), en);
    assert.equal(f.formatArea('uk', km2), uk);
    assert.equal(f.formatArea('ru', km2), uk);
  });
}

test('a difference is rounded after it was taken, and carries its sign', () => {
  assert.equal(f.formatDifference('en', 0), '0');
  assert.equal(f.formatDifference('en', 72.6), '+73');
  assert.equal(f.formatDifference('en', -966), '\u2212970');
  assert.equal(f.formatDifference('uk', -1303.2), '\u22121\u202f300');
  assert.equal(f.formatDifference('en', -0.4), '\u2212< 1');
});

test('a published claim is never rounded', () => {
  assert.equal(f.formatPublished('en', 1294), '1,294');
  assert.equal(f.formatPublished('ru', 1294.5), '1\u202f294,5');
});

test('days are written with the month’s name in each language', () => {
  const day = '2024-08-10';
  assert.deepEqual(
    /** @type {Language[]} */ (['en', 'uk', 'ru']).map((l) => f.formatDay(l, day)),
    ['10 August 2024', '10 серпня 2024', '10 августа 2024'],
  );
  assert.deepEqual(
    /** @type {Language[]} */ (['en', 'uk', 'ru']).map((l) => f.formatShortDay(l, day)),
    ['10 Aug 2024', '10 серп 2024', '10 авг 2024'],
  );
  assert.equal(f.formatShortDay('en', '2024-09-05'), '5 Sep 2024');
  assert.equal(f.formatRange('en', '2025-03-05', '2025-03-12'), '5–12 Mar 2025');
  assert.equal(f.formatRange('uk', '2025-02-28', '2025-03-12'), '28 лют – 12 бер 2025');
  assert.equal(f.formatRange('en', '2024-08-31', '2025-03-12'), '31 Aug 2024 – 12 Mar 2025');
  assert.equal(f.formatRange('en', '2025-03-12', '2025-03-12'), '12 Mar 2025');
  assert.equal(f.formatMonth('uk', '2024-11-05'), 'лист');
  assert.equal(f.formatDayAndMonth('uk', '2024-08-05'), '5 серп');
  assert.equal(f.formatWeekday('en', day), 'Saturday');
  assert.equal(f.formatWeekday('uk', day), 'субота');
});

test('months and weekdays have the names that Intl has for them', () => {
  for (const language of /** @type {Language[]} */ (['en', 'uk', 'ru'])) {
    /** @param {string} day @param {Intl.DateTimeFormatOptions} options @param {string} part */
    const known = (day, options, part) => new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' })
      .formatToParts(Date.parse(day)).find(({ type }) => type === part)?.value.replace(/\.$/, '');
    for (let i = 1; i <= 12; i++) {
      const day = `2024-${String(i).padStart(2, '0')}-${String(i).padStart(2, '0')}`;
      assert.equal(f.formatLongDayAndMonth(language, day), `${i} ${known(day, { day: 'numeric', month: 'long' }, 'month')}`);
      assert.equal(f.formatDayAndMonth(language, day), `${i} ${known(day, { day: 'numeric', month: 'short' }, 'month')}`);
      assert.equal(f.formatMonth(language, day), known(day, { month: 'short' }, 'month'));
      assert.equal(f.formatWeekday(language, day), known(day, { weekday: 'long' }, 'weekday'));
    }
  }
});

test('a day is the UTC day wherever the reader is', () => {
  const zone = process.env.TZ;
  for (const tz of ['Pacific/Kiritimati', 'Pacific/Pago_Pago']) {
    process.env.TZ = tz;
    assert.equal(f.formatDay('en', '2024-08-10'), '10 August 2024');
    assert.equal(f.formatWeekday('en', '2024-08-10'), 'Saturday');
  }
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
});

test('the size of a file is short', () => {
  assert.equal(f.formatBytes('en', 12), '12 bytes');
  assert.equal(f.formatBytes('en', 8712), '8.7 kB');
  assert.equal(f.formatBytes('uk', 8712), '8,7 кБ');
  assert.equal(f.formatBytes('en', 3_400_000), '3.4 MB');
});

test('names come in the reader’s language, else in English', () => {
  const name = { en: 'Sudzha', uk: 'Суджа', ru: '' };
  assert.equal(f.nameIn('uk', name), 'Суджа');
  assert.equal(f.nameIn('ru', name), 'Sudzha');
  assert.equal(f.layerName('en', { name: null, title: 'osint' }), 'osint');
  assert.equal(f.partyName('ru', 'ua'), 'Украина');
  assert.equal(f.partyName('ru', 'third'), 'third');
});

test('the accuracy is said in the reader’s language', () => {
  assert.equal(f.formatAccuracy('uk', 'approximate, ±2–3 km'), 'приблизно, ±2–3 км');
  assert.equal(f.formatAccuracy('en', 'approximate, ±2–3 km'), 'approximate ±2–3 km');
  assert.equal(f.formatAccuracy('en', 'surveyed'), 'surveyed');
  assert.equal(f.formatAccuracy('en', null), 'accuracy not stated');
});

test('lengths are to a tenth of a kilometre below ten, and to a whole one from there on', () => {
  assert.deepEqual([0, 0.04, 9.94, 9.99, 10.4, 1234.5].map((km) => f.formatLength('en', km)), ['0', '0', '9.9', '10', '10', '1,235'].map((n) => `${n}\u00a0km`));
  assert.equal(f.formatLength('uk', 9.94), '9,9\u00a0км');
});
