import assert from 'node:assert/strict';
import { test } from 'node:test';
import { freeBox, headOf } from './free.js';

const panel = { x0: 16, y0: 16, x1: 328, y1: 560 };
const tools = { x0: 740, y0: 16, x1: 1008, y1: 58 };
const flag = { x0: 500, y0: 74, x1: 660, y1: 130 };
const zoom = { x0: 972, y0: 460, x1: 1008, y1: 528 };
const time = { x0: 0, y0: 584, x1: 1024, y1: 768 };

test('high and wide cards cut what is free, small ones do not', () => {
  assert.deepEqual(freeBox(1024, 768, [panel, tools, flag, zoom, time]), { x0: 328, y0: 0, x1: 1024, y1: 584 });
});

test('what is fitted keeps clear of the small cards at the head, and of no others', () => {
  const free = { x0: 328, y0: 0, x1: 1024, y1: 584 };
  assert.equal(headOf(free, [panel, zoom, time]), 0);
  assert.equal(headOf(free, [panel, tools, zoom, time]), 58);
  assert.equal(headOf(free, [panel, tools, flag, zoom, time]), 130);
  assert.equal(headOf({ ...free, y0: 60, y1: 100 }, [flag]), 60, 'there is no room to keep clear');
});
