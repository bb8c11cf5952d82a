import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainPaint } from './inline.js';

test('paints are written as SVG has had them from the start', () => {
  for (const [computed, colour, opacity] of /** @type {[string, string, number][]} */ ([
    ['rgb(43, 41, 37)', '#2b2925', 1],
    ['rgba(43, 41, 37, 0.12)', '#2b2925', 0.12],
    ['rgb(43 41 37 / 0.5)', '#2b2925', 0.5],
    ['color(srgb 1 0.501961 0)', '#ff8000', 1],
    ['color(srgb 0 0 0.2 / 0.25)', '#000033', 0.25],
    ['color(srgb 5e-7 1 1)', '#00ffff', 1],
    ['none', 'none', 1],
    ['url("#gz-ua")', 'url(#gz-ua)', 1],
  ])) assert.deepEqual(plainPaint(computed), { colour, opacity }, computed);
});
