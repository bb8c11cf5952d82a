import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeTip } from './tip.js';

const at = { x: 300, y: 60, width: 1000 };

test('the card lies beside the claim, on the side where it covers no flag', () => {
  assert.deepEqual(placeTip(240, at, [{ left: 100, right: 190 }]), { left: 315, bottom: 46 });
  assert.deepEqual(placeTip(240, at, [{ left: 400, right: 490 }]), { left: 45, bottom: 46 });
  assert.deepEqual(placeTip(240, { ...at, x: 900 }, []), { left: 645, bottom: 46 });
});

test('it goes above the bar where it would cover a flag on either side', () => {
  const { left, bottom } = placeTip(240, at, [{ left: 255, right: 345 }]);
  assert.deepEqual([left, bottom], [180, -6]);
});
