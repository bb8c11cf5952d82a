import assert from 'node:assert/strict';
import { test } from 'node:test';
import { partOf, splitOf } from './split.js';

const panel = { x0: 16, y0: 16, x1: 328, y1: 430 };
const bar = { x0: 0, y0: 716, x1: 1440, y1: 900 };

test('side by side both maps have the same width beside the panel', () => {
  const split = splitOf({ mode: 'side', divider: 0.2 }, 1440, 900, [panel, bar]);
  assert.ok(split);
  assert.deepEqual(partOf(split, 'from', 1440, 900), { x0: 0, y0: 0, x1: 884, y1: 900 });
  assert.deepEqual(partOf(split, 'day', 1440, 900), { x0: 884, y0: 0, x1: 1440, y1: 900 });
});

test('the divider lies at its share of what the cards leave free', () => {
  const split = splitOf({ mode: 'swipe', divider: 0.25 }, 1440, 900, [panel, bar]);
  assert.equal(split?.at, 606);
});

test('on a phone, and wherever more is free downwards, the earlier map lies above', () => {
  const sheet = { x0: 0, y0: 400, x1: 360, y1: 740 };
  assert.deepEqual(splitOf({ mode: 'side', divider: 0.5 }, 360, 740, [sheet])?.at, 200);
  const split = splitOf({ mode: 'side', divider: 0.5 }, 800, 1100, [{ ...panel, x1: 296 }, { x0: 0, y0: 952, x1: 800, y1: 1100 }]);
  assert.ok(split);
  assert.deepEqual(partOf(split, 'from', 800, 1100), { x0: 0, y0: 0, x1: 800, y1: 476 });
  assert.deepEqual(partOf(split, 'day', 800, 1100), { x0: 0, y0: 476, x1: 800, y1: 1100 });
});

test('one day, and the change, have one map', () => {
  for (const mode of /** @type {const} */ (['day', 'change'])) assert.equal(splitOf({ mode, divider: 0.5 }, 1440, 900, []), null);
});
