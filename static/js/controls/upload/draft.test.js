import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ApiError } from '../../api.js';
import { Draft } from './draft.js';

/** @typedef {import('../../types.js').UploadReport} UploadReport */

/** @param {string | null} id @returns {UploadReport} */
const report = (id) => ({
  snapshot: { id, valid_at: '2022-04-03T13:00:08Z', recorded_at: null, revision: 1 },
  zones: 1, repairs: [], warnings: [], areas: [], change: { against: null, gained: [], lost: [] },
});

/** Answers uploads in turn, and remembers what was asked. @param {(UploadReport | Error)[]} answers */
function server(...answers) {
  /** @type {unknown[][]} */
  const asked = [];
  const answer = async () => {
    const next = answers.shift();
    if (next instanceof Error) throw next;
    return /** @type {UploadReport} */ (next);
  };
  return {
    asked,
    /** @type {import('./draft.js').Uploads['upload']} */
    upload: (layer, _file, options, token) => (asked.push([layer, options, token]), answer()),
    /** @type {import('./draft.js').Uploads['revert']} */
    revert: (layer, id, token) => (asked.push([layer, id, token]), answer()),
  };
}

function memory() {
  /** @type {Map<string, string>} */
  const kept = new Map();
  return {
    getItem: (/** @type {string} */ key) => kept.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ value) => void kept.set(key, value),
    removeItem: (/** @type {string} */ key) => void kept.delete(key),
  };
}

const file = new File(['{}'], '1648989208.geojson');

test('a file is checked at once, and its own time is left to the server', async () => {
  const api = server(report(null));
  const draft = new Draft(api, memory());
  await draft.change({ layer: 'kursk-sumy' });
  await draft.setToken('secret');
  await draft.choose(file);
  assert.equal(draft.phase, 'ready');
  assert.equal(draft.day, '2022-04-03');
  const options = { dry_run: true, changes: 'geojson', filename: file.name, datetime: undefined, create_layer: undefined };
  assert.deepEqual(api.asked, [['kursk-sumy', options, 'secret']]);
});

test('a day set by hand is sent', async () => {
  const api = server(report(null), report(null));
  const draft = new Draft(api, memory());
  await draft.setToken('secret');
  await draft.change({ layer: 'x' });
  await draft.choose(file);
  await draft.change({ day: '2022-04-05', dayFromFile: false });
  assert.equal(/** @type {{datetime: string}} */ (api.asked[1][1]).datetime, '2022-04-05');
});

test('without a token nothing is sent', async () => {
  const api = server();
  const draft = new Draft(api, memory());
  await draft.change({ layer: 'x' });
  await draft.choose(file);
  assert.equal(draft.phase, 'no-token');
  assert.deepEqual(api.asked, []);
});

test('a new layer must have a name that the server takes', async () => {
  const api = server(report(null));
  const draft = new Draft(api, memory());
  await draft.setToken('secret');
  await draft.change({ layer: '', newLayer: 'Мапа' });
  await draft.choose(file);
  assert.equal(draft.phase, 'no-layer');
  await draft.change({ newLayer: 'osint-2' });
  assert.equal(draft.phase, 'ready');
  assert.equal(/** @type {{create_layer: boolean}} */ (api.asked[0][1]).create_layer, true);
});

test('the token is remembered for the session only by its store', async () => {
  const kept = memory();
  await new Draft(server(), kept).setToken('secret');
  assert.equal(new Draft(server(), kept).token, 'secret');
  await new Draft(server(), kept).setToken('');
  assert.equal(new Draft(server(), kept).token, '');
});

test('leaving the token’s field changes nothing if the server has seen the token', async () => {
  const api = server(report(null));
  const draft = new Draft(api, memory());
  await draft.change({ layer: 'x' });
  draft.token = 'secret';
  await draft.choose(file);
  await draft.setToken('secret');
  assert.equal(draft.phase, 'ready');
  assert.equal(api.asked.length, 1);
});

test('publishing sends what was looked at, and the tick; undo takes it back', async () => {
  const api = server(report(null), report('s9'), report('s10'));
  const draft = new Draft(api, memory());
  await draft.setToken('secret');
  await draft.change({ layer: 'x' });
  await draft.choose(file);
  draft.setMeant(true);
  await draft.publish();
  assert.equal(draft.phase, 'published');
  assert.deepEqual(api.asked[1][1], { allow_large_change: true, filename: file.name, datetime: undefined, create_layer: undefined });
  await draft.undo();
  assert.equal(draft.phase, 'undone');
  assert.deepEqual(api.asked[2], ['x', 's9', 'secret']);
});

test('while it is being stored nothing can be changed', async () => {
  const api = server(report(null), report('s9'));
  const draft = new Draft(api, memory());
  await draft.setToken('secret');
  await draft.change({ layer: 'x' });
  await draft.choose(file);
  const published = draft.publish();
  await draft.change({ day: '2022-04-05', dayFromFile: false });
  await published;
  assert.equal(draft.phase, 'published');
  assert.equal(draft.day, '2022-04-03');
  assert.equal(api.asked.length, 2);
});

test('a change takes the tick and the report away', async () => {
  const draft = new Draft(server(report(null), new ApiError(422, { detail: 'no polygon' })), memory());
  await draft.setToken('secret');
  await draft.change({ layer: 'x' });
  await draft.choose(file);
  draft.setMeant(true);
  await draft.choose(new File([''], 'x.json'));
  assert.equal(draft.phase, 'refused');
  assert.equal(draft.meant, false);
  assert.equal(draft.report, null);
  assert.equal(draft.error?.detail, 'no polygon');
});

test('when the server is lost while publishing, it is not said that nothing was stored', async () => {
  const draft = new Draft(server(report(null), new ApiError(0, {})), memory());
  await draft.setToken('secret');
  await draft.change({ layer: 'x' });
  await draft.choose(file);
  await draft.publish();
  assert.equal(draft.phase, 'unsure');
});

test('a file that is there already is shown with the day that it is there for', async () => {
  const there = new ApiError(409, { detail: 'it is there', existing: 'abc', valid_at: '2025-07-04T00:00:00Z' });
  const draft = new Draft(server(there), memory());
  await draft.change({ layer: 'kursk-sumy' });
  await draft.setToken('secret');
  await draft.choose(new File(['{}'], '2025-07-18.geojson'));
  assert.equal(draft.phase, 'existing');
  assert.equal(draft.day, '2025-07-04');
});
