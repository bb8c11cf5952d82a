import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fitted, wholeOf, zooms } from './fitting.js';
import { projected } from './mercator.js';

const size = { x: 1440, y: 900 };
const panel = { x0: 16, y0: 16, x1: 328, y1: 500 };
const time = { x0: 0, y0: 716, x1: 1440, y1: 900 };
/** @type {[number, number, number, number]} */
const bound = [33.5, 50.6, 36.2, 52.1];

/**
 * Where a position lies on the screen.
 * @param {import('./fitting.js').Whole} whole
 * @param {[number, number]} position
 */
function at({ centre, zoom }, position) {
  const [middle, point] = [projected(centre, zoom), projected(position, zoom)];
  return { x: size.x / 2 + point.x - middle.x, y: size.y / 2 + point.y - middle.y };
}

/** @param {number} a @param {number} b */
const near = (a, b) => assert.ok(Math.abs(a - b) < 1e-6, `${a} is not ${b}`);

test('a bound is as large as it can be in what the cards leave free, with air around it', () => {
  const whole = fitted(bound, size, [panel, time]);
  const [from, to] = [at(whole, [bound[0], bound[3]]), at(whole, [bound[2], bound[1]])];
  near(from.y, 16);
  near(to.y, 716 - 40);
  near((from.x + to.x) / 2, (328 + 1440) / 2);
  assert.ok(from.x > 328 + 16 && to.x < 1440 - 16);
});

test('the middle of a view is that of what is free, at any zoom that there is', () => {
  for (const [zoom, shown] of [[9.5, 9.5], [2, zooms.least], [20, zooms.most]]) {
    const whole = wholeOf({ view: { lat: 51.25, lon: 35.1, zoom }, layer: null }, size, [panel, time]);
    assert.ok(whole);
    assert.equal(whole.zoom, shown);
    const { x, y } = at(whole, [35.1, 51.25]);
    near(x, (328 + 1440) / 2);
    near(y, 716 / 2);
  }
});

test('where cards leave nothing, and of a point, there is a view all the same', () => {
  const everything = { x0: 0, y0: 5, x1: 1440, y1: 900 };
  assert.equal(fitted(bound, size, [everything]).zoom, zooms.least);
  assert.equal(fitted([35, 51, 35, 51], size, []).zoom, zooms.most);
  assert.equal(wholeOf({ view: null, layer: null }, size, []), null);
});
