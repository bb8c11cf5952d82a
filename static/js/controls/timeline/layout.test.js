import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createValueScale, layouts, sizeFor, valueTicks } from './layout.js';

test('a square kilometre is as high above the zero line as below it', () => {
  const { y, zero } = createValueScale(layouts.wide, 1490, 325);
  assert.ok(Math.abs(zero - y(100) - (y(-100) - zero)) < 1e-9);
  assert.ok(y(1490) >= layouts.wide.top && y(-325) <= layouts.wide.bottom);
});

test('a half in which there is nothing keeps a strip for its name', () => {
  const { zero, y } = createValueScale(layouts.wide, 1000, 0);
  assert.equal(layouts.wide.bottom - zero, layouts.wide.least);
  assert.ok(y(1000) >= layouts.wide.top);
  assert.ok(Number.isFinite(createValueScale(layouts.wide, 0, 0).y(5)));
});

test('one half fills the whole height', () => {
  const { zero, y } = createValueScale(layouts.compact, 800, null);
  assert.equal(zero, layouts.compact.bottom);
  assert.equal(y(800), layouts.compact.top);
});

test('the axis has few round values, with room between them', () => {
  assert.deepEqual(valueTicks(createValueScale(layouts.wide, 1490, 325), 1490, 325), [500, 1000, -300]);
  for (const [above, below] of [[1, 0], [0, 0], [130000, 42], [90, 2500], [7, null]]) {
    const scale = createValueScale(layouts.medium, Number(above), below);
    const ticks = valueTicks(scale, Number(above), below);
    assert.ok(ticks.length <= 5, `${ticks} for ${above} and ${below}`);
    for (const km2 of ticks) assert.ok(Math.abs(scale.y(km2) - scale.zero) >= 12, `${km2} is too near to zero`);
  }
});

test('the form follows the width, and the height where there is little', () => {
  const height = 800;
  assert.deepEqual([360, 599, 600, 999, 1000].map((width) => sizeFor({ width, height }, false)), ['compact', 'compact', 'medium', 'medium', 'wide']);
  assert.deepEqual([360, 480, 481].map((low) => sizeFor({ width: 740, height: low }, false)), ['low', 'low', 'medium']);
  assert.equal(sizeFor({ width: 360, height: 360 }, false), 'compact');
  assert.deepEqual([280, 1440].map((width) => sizeFor({ width, height }, true)), ['embed', 'embed']);
});
