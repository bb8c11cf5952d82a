import assert from 'node:assert/strict';
import { test } from 'node:test';
import { claimMarks, claimTop } from './claims.js';
import { claimText } from './claimtext.js';
import { chartHalves } from './series.js';
import { answer, layer } from './testlayer.js';

/** @typedef {import('../../types.js').Claim} Claim */

const north = answer([['2024-08-05', { ua: 1030.4, grey: 320 }]]);
const south = answer([['2024-08-05', { ru: 0, grey: 0 }]]);
const halves = /** @type {import('./series.js').Half[]} */ (chartHalves({
  layer, region: '', measured: null,
  halves: [{ party: 'ru', region: 'north', answer: north }, { party: 'ua', region: 'south', answer: south }],
}));
const regions = /** @type {any} */ ({
  features: [
    { properties: { id: 'kursk', kind: 'oblast', country: 'RU', party: null } },
    { properties: { id: 'sumy', kind: 'oblast', country: 'UA', party: null } },
    { properties: { id: 'north', kind: 'side', country: null, party: 'ru' } },
  ],
});

/** @param {Partial<Claim>} claim @returns {Claim} */
const claim = (claim) => ({
  date: '2024-08-27', who_says: 'somebody', region: 'kursk', statuses: ['ua'], area_km2: 1294, source_url: '', note: '', ...claim,
});
/** @param {Claim[]} claims @param {string} [region] @param {string} [area] */
const marks = (claims, region = '', area = '') => claimMarks({ claims, regions, region, area, layer }, halves);

test('a claim lies in the half of the ground that it speaks of', () => {
  const found = marks([claim({}), claim({ region: 'sumy', statuses: ['ru'] }), claim({ region: 'north' })]);
  assert.deepEqual(found.map((mark) => mark.half.direction), [1, -1, 1]);
});

test('a claim about unknown ground, a status that the layer lacks, or what is only in view or drawn is left out', () => {
  assert.deepEqual(marks([claim({ region: 'elsewhere' }), claim({ statuses: ['nobody'] })]), []);
  assert.deepEqual(marks([claim({})], 'view'), []);
  assert.deepEqual(marks([claim({})], '', '35,51,35.5,51,35,51.3'), []);
});

test('held is filled; held and contested together, or contested alone, is open', () => {
  const found = marks([claim({}), claim({ statuses: ['ua', 'grey'] }), claim({ statuses: ['grey'], who_says: 'another' })]);
  assert.deepEqual(found.map((mark) => mark.open), [false, true, true]);
});

test('what one speaker gave for the grey zone on the same day is set on top, and is no claim of its own', () => {
  const found = marks([
    claim({ area_km2: 660 }), claim({ area_km2: 360, statuses: ['grey'] }),
    claim({ area_km2: 200, statuses: ['grey'], who_says: 'another' }),
    claim({ area_km2: 100, statuses: ['grey'], date: '2024-08-28' }),
  ]);
  assert.deepEqual(found.map(claimTop), [1020, 200, 100]);
});

test('the text gives the value as published, and what the map measures', () => {
  const [mark] = marks([claim({ area_km2: 1294.56, who_says: 'Syrskyi' })]);
  assert.deepEqual(claimText('en', mark), {
    title: '27 Aug 2024: 1,294.56 km² held ua',
    said: 'claimed by Syrskyi',
    measured: 'This map: 1,030 to 1,350 km²',
  });
});

test('the text says so if one figure is for held ground and one for the grey zone', () => {
  const [mark] = marks([claim({ area_km2: 660 }), claim({ area_km2: 360, statuses: ['grey'] })]);
  assert.equal(claimText('en', mark).title, '27 Aug 2024: 660 km² held ua + 360 km² held grey');
});

test('before the first map nothing is measured', () => {
  const [mark] = marks([claim({ date: '2024-08-01' })]);
  assert.equal(claimText('en', mark).measured, '');
});
