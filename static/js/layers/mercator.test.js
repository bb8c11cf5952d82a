import assert from 'node:assert/strict';
import { test } from 'node:test';
import { projected, unprojected } from './mercator.js';

test('the world is a square, and its edges lie at 180° and 85.0511°', () => {
  assert.deepEqual(projected([0, 0], 0), { x: 128, y: 128 });
  const { x, y } = projected([180, -89], 3);
  assert.equal(x, 2048);
  assert.ok(Math.abs(y - 2048) < 1e-6);
  // 45° N: ln(tan(π/4 + π/8)) / 2π of the world's width lies between it and the equator.
  assert.ok(Math.abs(projected([0, 45], 0).y - (128 - (256 * Math.log(1 + Math.SQRT2)) / (2 * Math.PI))) < 1e-9);
});

test('what is brought back lies where it was', () => {
  for (const position of /** @type {[number, number][]} */ ([[35.27, 51.19], [-179, -60], [0, 84]])) {
    unprojected(projected(position, 9.37), 9.37).forEach((value, i) => assert.ok(Math.abs(value - position[i]) < 1e-9));
  }
});
