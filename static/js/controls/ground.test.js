import assert from 'node:assert/strict';
import { test } from 'node:test';
import { groundName, heldName } from './ground.js';
import { layer, plainLayer } from './timeline/testlayer.js';

test('ground is named by who holds it, and in no zone by whose rear it is', () => {
  assert.equal(groundName('en', layer, 'ua', null), 'Ukraine');
  assert.equal(groundName('en', layer, 'grey', null), 'Held grey');
  assert.equal(groundName('en', layer, null, 'north'), 'Russian rear');
  assert.equal(groundName('uk', layer, null, 'south'), 'тил України');
  assert.equal(heldName('uk', layer, null, 'south'), 'Тил України');
  assert.equal(groundName('en', plainLayer, null, null), 'Unmarked');
});

test('a party with several statuses has each by its own name', () => {
  assert.equal(groundName('en', plainLayer, 'old', null), 'Held old');
  assert.equal(groundName('en', plainLayer, 'ua', null), 'Ukraine');
});
