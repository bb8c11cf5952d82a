import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayForKey } from './keys.js';

const stops = [100, 101, 110, 200];

test('every key leads where it says, and never out of the record', () => {
  for (const [name, key, shiftKey, day, to] of /** @type {[string, string, boolean, number, number | null][]} */ ([
    ['the next map', 'ArrowRight', false, 101, 110],
    ['the next map from a day between', 'ArrowRight', false, 105, 110],
    ['the map before', 'ArrowLeft', false, 110, 101],
    ['the map shown, from a day between', 'ArrowLeft', false, 105, 101],
    ['no map before the first', 'ArrowLeft', false, 100, 100],
    ['no map after the last', 'ArrowRight', false, 200, 200],
    ['a day on', 'ArrowRight', true, 101, 102],
    ['a day back', 'ArrowLeft', true, 110, 109],
    ['no day before the first', 'ArrowLeft', true, 100, 100],
    ['30 days on', 'PageUp', false, 110, 140],
    ['30 days back, to the first at most', 'PageDown', false, 110, 100],
    ['the first', 'Home', false, 150, 100],
    ['the last', 'End', false, 150, 200],
    ['back into the record from after it', 'ArrowLeft', false, 300, 200],
    ['another key', 'a', false, 150, null],
  ])) assert.equal(dayForKey({ key, shiftKey }, day, stops), to, name);
});
