import assert from 'node:assert/strict';
import { test } from 'node:test';
import { advance } from './player.js';

const stops = [0, 1, 2, 10, 20];

test('time runs evenly, also across a gap', () => {
  assert.equal(advance(2, 0.5, stops), 2.5);
  assert.equal(advance(2.5, 3, stops), 5.5);
});

test('a frame that took long passes no map by', () => {
  assert.equal(advance(2.5, 100, stops), 10);
  assert.equal(advance(0, 100, stops), 1);
});

test('playing ends at the last map', () => {
  assert.equal(advance(19.9, 5, stops), 20);
  assert.equal(advance(20, 5, stops), 20);
});

test('every map is shown at every speed and frame rate', () => {
  for (const days of [0.01, 0.117, 0.5, 3]) {
    const shown = new Set([0]);
    for (let position = 0; position < 20;) shown.add(Math.floor(position = advance(position, days, stops)));
    for (const stop of stops) assert.ok(shown.has(stop), `${stop} at ${days} days a frame`);
  }
});
