import assert from 'node:assert/strict';
import { test } from 'node:test';
import { largestBound, measurementOf, rowsOf, rowText } from './rows.js';

/**
 * @typedef {import('../types.js').Layer} Layer
 * @typedef {import('../types.js').Measurement} Measurement
 */

/** @type {Record<string, [string | null, boolean]>} */
const vocabulary = {
  ua: ['ua', true], ru: ['ru', true], 'ru-2014': ['ru', true], liberated: ['ua', true], grey: [null, false],
};

/** @param {string[]} ids @param {{region: string, party: string}[]} sides */
function layerOf(ids, sides) {
  const statuses = ids.map((id) => ({
    id, party: vocabulary[id][0], held: vocabulary[id][1], name: { en: id, uk: id, ru: id }, colour: '#777777', texture: 'plain',
  }));
  return /** @type {Layer} */ (/** @type {unknown} */ ({ id: 'x', statuses, sides }));
}

/** @param {Record<string, number>} areas @param {[string, string | null, number, number][]} controlled */
function measure(areas, controlled) {
  return /** @type {Measurement} */ (/** @type {unknown} */ ({
    datetime: '2024-08-31', snapshot: { id: 's1' },
    areas: Object.entries(areas).map(([status, area_km2]) => ({ status, party: vocabulary[status][0], area_km2 })),
    controlled: controlled.map(([party, on, min_km2, max_km2]) => ({ party, on, min_km2, max_km2 })),
  }));
}

const sides = [{ region: 'russian-territory', party: 'ru' }, { region: 'ukrainian-territory', party: 'ua' }];

test('a layer with sides has a row a party, and its grey zone', () => {
  const layer = layerOf(['ua', 'ru', 'grey'], sides);
  const day = measure(
    { ua: 125.9, ru: 0, grey: 154.3 },
    [['ua', 'russian-territory', 125.9, 219.1], ['ru', 'ukrainian-territory', 0, 61.1]],
  );
  assert.deepEqual(
    rowsOf('en', layer, day, null).map((r) => [r.name, r.where, r.min, r.max]),
    [
      ['ua', 'on Russian territory', 125.9, 219.1],
      ['ru', 'on Ukrainian territory', 0, 61.1],
      ['grey', 'held by neither for certain', 154.3, null],
    ],
  );
});

test('a party with two held statuses is one row that names both parts', () => {
  const layer = layerOf(['ru', 'ru-2014', 'ua', 'liberated', 'grey'], []);
  const day = measure(
    { ru: 60000, 'ru-2014': 45000, ua: 500, liberated: 30000, grey: 400 },
    [['ru', null, 105000, 105400], ['ua', null, 30500, 30900]],
  );
  const [ru, ua, grey] = rowsOf('uk', layer, day, null);
  assert.deepEqual([ru.name, ru.where, ru.min, ru.max], ['Під контролем Росії', '', 105000, 105400]);
  assert.deepEqual(ru.parts.map((p) => [p.status.id, p.km2]), [['ru', 60000], ['ru-2014', 45000]]);
  assert.deepEqual(ua.parts.map((p) => [p.status.id, p.km2]), [['ua', 500], ['liberated', 30000]]);
  assert.equal(grey.min, 400);
});

test('an upper bound that says no more is not written', () => {
  const layer = layerOf(['ua', 'ru', 'grey'], sides);
  const day = measure({ ua: 380.9, ru: 0, grey: 3 }, [['ua', 'r', 380.9, 383.2], ['ru', 'u', 0, 0.0002]]);
  assert.deepEqual(rowsOf('en', layer, day, null).map((r) => r.max), [null, null, null]);
});

test('before the first map nothing is known', () => {
  const layer = layerOf(['ua', 'grey'], []);
  assert.deepEqual(rowsOf('en', layer, null, null).map((r) => [r.min, r.max]), [[null, null], [null, null]]);
});

test('a side without a word of its own is named by its region', () => {
  const layer = layerOf(['ua'], [{ region: 'north', party: 'third' }]);
  const regions = /** @type {import('../types.js').Regions} */ (/** @type {unknown} */ ({
    features: [{ properties: { id: 'north', name: { en: 'North', uk: '', ru: '' } } }],
  }));
  assert.equal(rowsOf('uk', layer, null, regions)[0].where, 'на землі: North');
});

test('a row can be listened to', () => {
  const layer = layerOf(['ua', 'grey'], []);
  const day = measure({ ua: 1040, grey: 440 }, [['ua', null, 1040, 1480]]);
  assert.deepEqual(rowsOf('en', layer, day, null).map((r) => rowText('en', r)), ['ua 1,040 km², up to 1,480', 'grey 440 km²']);
});

test('bars reach to the largest upper bound of the record', () => {
  const after = measure({}, [['ua', null, 7, 8], ['ru', null, 1, 20]]);
  const results = [measure({}, [['ua', null, 5, 9]]), { ...after, snapshot: { ...after.snapshot, id: 's2' } }];
  assert.equal(largestBound(results), 20);
  assert.equal(largestBound([]), 0);
  assert.equal(measurementOf(results, 's1'), results[0]);
  assert.equal(measurementOf(results, 's3'), null);
});
