import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayNumber } from '../../days.js';
import { chartHalves, measuredOn } from './series.js';
import { answer, layer, plainLayer } from './testlayer.js';

/** @typedef {import('./series.js').Half} Half */

const north = answer([['2024-08-05', { ua: 0, grey: 0 }], ['2024-08-10', { ua: 380, grey: 250, ru: 7 }]]);
const south = answer([['2024-08-05', {}], ['2024-08-10', { ru: 40, grey: 30, ua: 3 }]]);
const halves = [
  { party: 'ru', region: 'north', answer: north },
  { party: 'ua', region: 'south', answer: south },
];

/** @param {Half[] | null} drawn */
const shape = (drawn) => drawn?.map((half) => [half.direction, half.bands.map((band) => band.status.id)]);

test('each half has the party from across the border first, then the grey zone', () => {
  const drawn = chartHalves({ layer, region: '', halves, measured: null });
  assert.deepEqual(shape(drawn), [[1, ['ua', 'grey']], [-1, ['ru', 'grey']]]);
  const [above, below] = /** @type {Half[]} */ (drawn);
  assert.deepEqual(above.bands[1].low, [0, 380]);
  assert.deepEqual(above.bands[1].high, [0, 630]);
  assert.equal(above.max, 630);
  assert.equal(below.max, 70);
});

test('a layer without sides has one half, by its vocabulary, uncertain ground last', () => {
  const measured = { ...answer([['2024-08-10', { ru: 1, old: 2, grey: 4, ua: 8 }]]), layer: plainLayer.id };
  const drawn = chartHalves({ layer: plainLayer, region: '', halves: [], measured });
  assert.deepEqual(shape(drawn), [[1, ['ru', 'old', 'ua', 'grey']]]);
  assert.deepEqual(drawn?.[0].bands.map((band) => band.high[0]), [1, 3, 11, 15]);
});

test('a chosen region has one half', () => {
  const measured = { ...answer([['2024-08-10', { ru: 1, grey: 4, ua: 8 }]]), region: { id: 'kursk', area_km2: 1 } };
  assert.deepEqual(shape(chartHalves({ layer, region: 'kursk', halves: [], measured })), [[1, ['ua', 'ru', 'grey']]]);
});

test('what was measured for something else is not drawn', () => {
  assert.equal(chartHalves({ layer, region: '', halves: [], measured: north }), null, 'halves are on their way');
  assert.equal(chartHalves({ layer, region: 'kursk', halves: [], measured: north }), null, 'the region is on its way');
  assert.equal(chartHalves({ layer: plainLayer, region: '', halves: [], measured: north }), null, 'another layer');
  assert.equal(chartHalves({ layer: null, region: '', halves: [], measured: null }), null);
});

test('the last map of a day counts', () => {
  const measured = answer([['2024-08-10T06:00:00Z', { ua: 1 }], ['2024-08-10T18:00:00Z', { ua: 2 }]]);
  const [half] = /** @type {Half[]} */ (chartHalves({ layer: { ...layer, sides: [] }, region: '', halves: [], measured }));
  assert.deepEqual(half.days, [dayNumber('2024-08-10')]);
  assert.deepEqual(half.bands[0].values, [2]);
});

test('what a map measures is of the last map up to that day, with the grey zone as the upper bound', () => {
  const [above] = /** @type {Half[]} */ (chartHalves({ layer, region: '', halves, measured: null }));
  assert.equal(measuredOn(above, dayNumber('2024-08-04'), ['ua']), null);
  assert.deepEqual(measuredOn(above, dayNumber('2024-08-09'), ['ua']), { from: 0, to: 0 });
  assert.deepEqual(measuredOn(above, dayNumber('2024-08-30'), ['ua']), { from: 380, to: 630 });
  assert.deepEqual(measuredOn(above, dayNumber('2024-08-30'), ['ua', 'grey']), { from: 380, to: 630 });
  assert.deepEqual(measuredOn(above, dayNumber('2024-08-30'), ['grey']), { from: 250, to: 250 });
});
