import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { followAccord } from './accordloader.js';
import { State } from './state.js';
import { Tasks } from './tasks.js';

/**
 * @typedef {import('./types.js').Values} Values
 * @typedef {{question: {layer: string, with: string, datetime: string}, within: object, signal: AbortSignal, give: () => void}} Asked
 */

const first = { id: 'a', kind: 'control', first_valid_at: '2024-08-05T00:00:00Z' };
const second = { id: 'b', kind: 'control', first_valid_at: '2024-08-10T06:00:00Z' };
const reference = { id: 'border', kind: 'reference', first_valid_at: null };

/** @param {Partial<Values>} values */
function start(values) {
  const state = new State(/** @type {Values} */ (/** @type {unknown} */ ({
    layers: [first, second, reference], layer: first, with: 'b', absent: {}, mode: 'day', day: '2024-08-20', snapshot: { id: 's' },
    region: '', area: '', bounds: null, playing: false, published: null, heard: 0, accord: null, comparing: false, ...values,
  })));
  /** @type {Asked[]} */
  const asked = [];
  /** @type {(question: Asked['question'], within: object, signal: AbortSignal) => Promise<any>} */
  const agreement = (question, within, signal) => new Promise((resolve) => {
    asked.push({ question, within, signal, give: () => resolve({ ...question }) });
  });
  followAccord(state, { agreement }, new Tasks((failure) => { if (failure) throw failure; }));
  return { state, asked };
}

/** Lets that much time pass, and what is ready happen. @param {number} ms */
async function pass(ms) {
  mock.timers.tick(ms);
  for (let i = 0; i < 5; i++) await Promise.resolve();
}

test('two layers are held against each other once the day has settled, and one question takes the place of another', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const { state, asked } = start({});
  await pass(100);
  state.set({ day: '2024-08-21' });
  await pass(200);
  assert.equal(asked.length, 0, 'the day still moves');
  assert.equal(state.values.comparing, true);
  await pass(100);
  assert.deepEqual(asked.map(({ question }) => question), [{ layer: 'a', with: 'b', datetime: '2024-08-21' }]);
  state.set({ region: 'kursk' });
  assert.equal(asked[0].signal.aborted, true);
  await pass(300);
  assert.deepEqual(asked[1].within, { region: 'kursk' });
  asked[0].give();
  await pass(0);
  assert.equal(state.values.accord, null, 'an answer to what is not asked any more');
  asked[1].give();
  await pass(0);
  assert.equal(/** @type {Values} */ (state.values).accord?.datetime, '2024-08-21');
  assert.equal(state.values.comparing, false);
  mock.timers.reset();
});

for (const [name, values] of /** @type {[string, Partial<Values>][]} */ ([
  ['before the other layer begins', { day: '2024-08-09' }],
  ['before the first layer begins', { snapshot: null }],
  ['while two days are looked at', { mode: 'change' }],
  ['without another layer', { with: '' }],
])) {
  test(`nothing is asked ${name}`, async () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    const { state, asked } = start(values);
    await pass(1000);
    assert.equal(asked.length, 0);
    assert.equal(state.values.comparing, false);
    mock.timers.reset();
  });
}

test('while playing nothing is asked; where it stops it is', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const { state, asked } = start({ playing: true });
  await pass(1000);
  assert.equal(asked.length, 0);
  state.set({ playing: false });
  await pass(1000);
  assert.equal(asked.length, 1);
  mock.timers.reset();
});

test('what was published elsewhere is asked for anew', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const { state, asked } = start({});
  await pass(300);
  state.set({ heard: 1 });
  await pass(300);
  assert.equal(asked.length, 2);
  mock.timers.reset();
});

test('what is in view is sent as a polygon', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const { asked } = start({ region: 'view', bounds: [34, 51, 36, 52] });
  await pass(300);
  const ring = [[34, 51], [36, 51], [36, 52], [34, 52], [34, 51]];
  assert.deepEqual(asked[0].within, { polygon: JSON.stringify({ type: 'Polygon', coordinates: [ring] }) });
  mock.timers.reset();
});

test('a layer that is not there, or is the first one, is not shown against it', () => {
  assert.deepEqual(start({ with: 'gone' }).state.values.absent, { with: 'gone' });
  assert.equal(start({ with: 'border' }).state.values.with, '', 'no control layer');
  const { state } = start({ with: 'a' });
  assert.equal(state.values.with, '');
  assert.deepEqual(state.values.absent, {});
});
