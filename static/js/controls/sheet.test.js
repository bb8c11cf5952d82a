import assert from 'node:assert/strict';
import { test } from 'node:test';
import { afterKey, afterTap, nearestStop } from './sheet.js';

const at = { peek: 148, half: 340, full: 629 };

test('a sheet let go rests at the nearest height', () => {
  assert.equal(nearestStop(20, at), 'peek');
  assert.equal(nearestStop(250, at), 'half');
  assert.equal(nearestStop(480, at), 'half');
  assert.equal(nearestStop(490, at), 'full');
  assert.equal(nearestStop(2000, at), 'full');
});

test('a tap makes the sheet small, or brings it back', () => {
  assert.equal(afterTap('half'), 'peek');
  assert.equal(afterTap('peek'), 'half');
  assert.equal(afterTap('full'), 'half');
});

test('keys go through the heights and stop at the ends', () => {
  assert.equal(afterKey('ArrowUp', 'peek'), 'half');
  assert.equal(afterKey('ArrowUp', 'full'), 'full');
  assert.equal(afterKey('ArrowDown', 'half'), 'peek');
  assert.equal(afterKey('ArrowDown', 'peek'), 'peek');
  assert.equal(afterKey('Home', 'full'), 'peek');
  assert.equal(afterKey('End', 'peek'), 'full');
  assert.equal(afterKey(' ', 'half'), 'peek');
  assert.equal(afterKey('a', 'half'), null);
});
