import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pairRows } from './pairrows.js';
import { layer, plainLayer } from './timeline/testlayer.js';

/**
 * @param {Record<string, number>} areas
 * @param {[party: string, min: number, max: number][]} bounds
 * @returns {import('../types.js').Measurement}
 */
const measured = (areas, bounds) => ({
  datetime: '', snapshot: { id: '', valid_at: '', recorded_at: '', revision: 1 },
  areas: Object.entries(areas).map(([status, km2]) => ({ status, party: null, area_km2: km2 })),
  controlled: bounds.map(([party, min, max]) => ({ party, on: null, min_km2: min, max_km2: max })),
});
const earlier = measured({ ua: 1040.4, ru: 0, grey: 440 }, [['ua', 1040.4, 1480], ['ru', 0, 0]]);
const later = measured({ ua: 74, ru: 0, grey: 180 }, [['ua', 74, 190], ['ru', 0, 73]]);

test('each party has what it holds for certain and with the grey zone, on both days', () => {
  assert.deepEqual(pairRows('en', layer, earlier, later).map(({ name, from, to }) => [name, from, to]), [
    ['Ukraine, certain', 1040.4, 74], ['with grey zone', 1480, 190],
    ['Russia, certain', 0, 0], ['with grey zone', 0, 73],
    ['Held grey', 440, 180],
  ]);
});

test('before the first map nothing is known', () => {
  assert.deepEqual(pairRows('en', layer, null, later).map(({ from }) => from), [null, null, null, null, null]);
});

test('a party with several statuses has each of them', () => {
  const rows = pairRows('en', plainLayer, null, measured({ ru: 5, old: 7, ua: 1, grey: 0 }, [['ru', 12, 12], ['ua', 1, 1]]));
  assert.deepEqual(rows.slice(0, 4).map(({ name, to }) => [name, to]), [
    ['Russia, certain', 12], ['Held ru', 5], ['Held old', 7], ['with grey zone', 12],
  ]);
});
