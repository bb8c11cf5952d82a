import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isHidden, withHidden } from './hiding.js';

test('what is hidden is named whole', () => {
  assert.equal(isHidden({ hide: '' }, 'border'), false);
  assert.equal(isHidden({ hide: 'border,events' }, 'events'), true);
  assert.equal(isHidden({ hide: 'border,events' }, 'base'), false);
});

test('hiding and showing keeps the rest, in the order of the address', () => {
  assert.equal(withHidden({ hide: 'events' }, 'border', true), 'border,events');
  assert.equal(withHidden({ hide: 'border,events' }, 'border', true), 'border,events');
  assert.equal(withHidden({ hide: 'border,events' }, 'border', false), 'events');
  assert.equal(withHidden({ hide: 'events' }, 'events', false), '');
});
