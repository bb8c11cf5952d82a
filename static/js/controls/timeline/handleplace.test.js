import assert from 'node:assert/strict';
import { test } from 'node:test';
import { handleText } from './handleplace.js';

test('the handle says its day and which map is shown', () => {
  assert.equal(handleText('en', '2024-08-31', '2024-08-29'), '31 August 2024, map of 29 August');
  assert.equal(handleText('en', '2025-01-02', '2024-12-28'), '2 January 2025, map of 28 December 2024');
  assert.equal(handleText('en', '2024-08-29', '2024-08-29'), '29 August 2024, map of this day');
  assert.equal(handleText('en', '2024-08-01', null), '1 August 2024, before the first map');
  assert.equal(handleText('uk', '2024-08-31', '2024-08-29'), '31 серпня 2024, мапа за 29 серпня');
  assert.equal(handleText('ru', '2024-08-31', '2024-08-29'), '31 августа 2024, карта за 29 августа');
});
