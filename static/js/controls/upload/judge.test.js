import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ApiError } from '../../api.js';
import { areaRows, blockedBy, isUnchanged, largeChanges, numbered, phaseAfter } from './judge.js';

/** @typedef {import('../../types.js').UploadReport} UploadReport */

const against = { id: 's1', valid_at: '2025-03-08T00:00:00Z', recorded_at: '2025-08-01T00:00:00Z', revision: 1 };

/** @param {Partial<UploadReport>} over @returns {UploadReport} */
function report(over) {
  return {
    snapshot: { id: null, valid_at: '2025-03-09T00:00:00Z', recorded_at: null, revision: 1 },
    zones: 4, repairs: [], warnings: [],
    areas: [{ status: 'ua', party: 'ua', area_km2: 150 }, { status: 'grey', party: null, area_km2: 210 }],
    change: {
      against,
      gained: [{ status: 'grey', area_km2: 120 }],
      lost: [{ status: 'ua', area_km2: 152 }, { status: 'grey', area_km2: 93 }],
    },
    ...over,
  };
}

/** @param {string} rule */
const warning = (rule) => ({ rule, status: '', zones: 0, area_km2: 0, message: rule });

test('before is what leads to after by what was gained and lost', () => {
  assert.deepEqual(areaRows(report({})), [
    { status: 'ua', party: 'ua', before: 302, after: 150, gained: 0, lost: 152 },
    { status: 'grey', party: null, before: 183, after: 210, gained: 120, lost: 93 },
  ]);
});

test('a large change is what the server warns of, with its numbers', () => {
  assert.deepEqual(largeChanges(report({})), []);
  assert.deepEqual(largeChanges(report({ warnings: [warning('large-change')] })), [{ party: null, before: 485, after: 360 }]);
  assert.deepEqual(largeChanges(report({ warnings: [warning('party-halved')] })), [{ party: 'ua', before: 302, after: 150 }]);
});

test('publishing waits for the dry run, for the errors and for the tick', () => {
  const large = report({ warnings: [warning('large-change')] });
  assert.equal(blockedBy('reading', null, false), 'wait');
  assert.equal(blockedBy('reading', report({}), true), 'wait');
  assert.equal(blockedBy('refused', null, false), 'errors');
  assert.equal(blockedBy('ready', large, false), 'large');
  assert.equal(blockedBy('ready', large, true), '');
  assert.equal(blockedBy('ready', report({}), false), '');
});

test('no change is said only where there is a map to compare with', () => {
  const none = { against, gained: [], lost: [] };
  assert.equal(isUnchanged(report({ change: none })), true);
  assert.equal(isUnchanged(report({ change: { ...none, against: null } })), false);
  assert.equal(isUnchanged(report({})), false);
});

test('a failure leads to the state that tells what to do', () => {
  /** @param {number} status @param {object} [problem] */
  const phase = (status, problem = {}) => phaseAfter(new ApiError(status, problem), false);
  assert.equal(phase(401), 'unauthorized');
  assert.equal(phase(413), 'too-large');
  assert.equal(phase(422), 'refused');
  assert.equal(phase(409, { existing: 'abc' }), 'existing');
  assert.equal(phase(409), 'failed');
  assert.equal(phase(500), 'failed');
  assert.equal(phase(0), 'offline');
  assert.equal(phaseAfter(new ApiError(0, {}), true), 'unsure');
});

test('places are numbered alike in the text and on the map', () => {
  /** @param {number} lon @param {number} lat */
  const problem = (lon, lat) => ({ feature: 0, rule: 'x', lon, lat, message: 'm' });
  const list = numbered([problem(35, 51), problem(0, 0), problem(200, 51), problem(36, 52)]);
  assert.deepEqual(list.map(({ number, pin }) => [number, pin?.lon ?? null]), [[1, 35], [2, null], [3, null], [4, 36]]);
});
