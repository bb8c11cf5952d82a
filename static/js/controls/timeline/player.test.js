import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayNumber } from '../../days.js';
import { advance, stretchOf } from './player.js';

const stops = [0, 1, 2, 10, 20];

test('time runs evenly, also across a gap', () => {
  assert.equal(advance(2, 0.5, stops, 20), 2.5);
  assert.equal(advance(2.5, 3, stops, 20), 5.5);
});

test('a frame that took long passes no map by', () => {
  assert.equal(advance(2.5, 100, stops, 20), 10);
  assert.equal(advance(0, 100, stops, 20), 1);
});

test('playing ends at the last map', () => {
  assert.equal(advance(19.9, 5, stops, 20), 20);
  assert.equal(advance(20, 5, stops, 20), 20);
});

test('every map is shown at every speed and frame rate', () => {
  for (const days of [0.01, 0.117, 0.5, 3]) {
    const shown = new Set([0]);
    for (let position = 0; position < 20;) shown.add(Math.floor(position = advance(position, days, stops, 20)));
    for (const stop of stops) assert.ok(shown.has(stop), `${stop} at ${days} days a frame`);
  }
});

test('playing keeps to the stretch that is shown, and behind the earlier of two days', () => {
  const days = ['2024-08-05', '2024-08-20', '2024-09-10'].map(dayNumber);
  /** @param {Partial<import('../../types.js').Values>} values */
  const stretch = (values) => stretchOf({ mode: 'day', from: '', range: '', ...values }, days);
  assert.deepEqual(stretch({}), { first: days[0], last: days[2] });
  const range = '2024-08-10/2024-08-25';
  assert.deepEqual(stretch({ range }), { first: dayNumber('2024-08-10'), last: dayNumber('2024-08-25') });
  assert.equal(stretch({ range, mode: 'swipe', from: '2024-08-12' }).first, dayNumber('2024-08-12'));
});
