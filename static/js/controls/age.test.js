import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ageOf } from './age.js';

/** @param {string} day @returns {import('../types.js').Snapshot} */
const snapshot = (day) => ({ id: day, valid_at: `${day}T00:00:00Z`, recorded_at: '2025-08-01T00:00:00Z', revision: 1 });
const all = ['2024-08-05', '2024-08-29', '2025-07-04'].map(snapshot);

/** @type {[string, string, number | null, string, string][]} */
const cases = [
  ['a day with its own map', '2024-08-29', 1, 'plain', 'Map of this day'],
  ['a day after it', '2024-08-30', 1, 'note', 'No map for this day. Shown: 29 Aug 2024, 1 day earlier.'],
  ['two days after it', '2024-08-31', 1, 'note', 'No map for this day. Shown: 29 Aug 2024, 2 days earlier.'],
  ['the day of the last map', '2025-07-04', 2, 'plain', 'Last map 4 Jul 2025'],
  ['a day after the last map', '2025-07-07', 2, 'note', 'No map for this day. Shown: 4 Jul 2025, 3 days earlier.'],
  ['a day before the first map', '2024-08-04', null, 'note', 'The record starts on 5 Aug 2024'],
];

for (const [name, day, shown, kind, text] of cases) {
  test(name, () => {
    const age = ageOf('en', day, shown === null ? null : all[shown], all);
    assert.equal(age.kind, kind);
    assert.equal(`${age.lead} ${age.text}`.trim(), text);
  });
}

test('a layer without any map says so', () => {
  assert.equal(ageOf('en', '2024-08-04', null, []).lead, 'There is no map in this layer yet.');
});

test('how old a map is, is known before the others are listed', () => {
  assert.equal(ageOf('en', '2024-08-31', all[1], []).text, 'Shown: 29 Aug 2024, 2 days earlier.');
});

test('a later moment of the same day is a map of this day', () => {
  const evening = { ...snapshot('2024-08-29'), valid_at: '2024-08-29T18:30:00Z' };
  assert.equal(ageOf('uk', '2024-08-29', evening, [evening, all[2]]).text, 'Мапа цього дня');
});
