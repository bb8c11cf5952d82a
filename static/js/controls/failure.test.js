import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ApiError } from '../api.js';
import { isRefused } from './failure.js';

test('what was refused is refused again, and what the server could not do may be done the next time', () => {
  for (const status of [400, 413, 422]) assert.ok(isRefused(new ApiError(status, {})), String(status));
  for (const status of [0, 404, 500, 503]) assert.equal(isRefused(new ApiError(status, {})), false, String(status));
  for (const failure of [null, new TypeError('x')]) assert.equal(isRefused(failure), false);
});
