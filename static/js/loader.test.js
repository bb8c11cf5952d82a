import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ApiError } from './api.js';
import { snapshotOn, startLoading } from './loader.js';
import { regionOf } from './regions.js';
import { State } from './state.js';

/** @typedef {import('./types.js').Values} Values */

const days = ['2024-08-05', '2024-08-06', '2024-08-10', '2024-08-20', '2024-08-21', '2024-08-22'];
const snapshots = days.map((day) => ({ id: day, valid_at: `${day}T00:00:00Z`, recorded_at: '', revision: 1 }));
const layer = { id: 'a', kind: 'control', sides: [{ region: 'east', party: 'ru' }, { region: 'west', party: 'ua' }] };

const timeline = { zonesOf: (/** @type {{id: string}} */ { id }) => (days.includes(id) ? { snapshot: { id }, timeline: true } : null) };

const ground = { type: 'Polygon', coordinates: [] };

// Of a page that nobody looks at, whose work does not wait for the browser.
Object.assign(globalThis, { document: { hidden: true } });

/** Lets everything that is ready happen. */
const settled = () => new Promise((resolve) => { setTimeout(resolve); });

/**
 * @typedef {{give: () => void, fail: () => void, signal: AbortSignal}} Asked
 */

/** An interface that answers at once, but for zones and the timeline, which wait until the test gives them. */
function fakeApi() {
  /** @type {Map<string, Asked>} zones by snapshot, and 'timeline' */
  const asked = new Map();
  /** @param {string} name @param {AbortSignal} signal @param {object} answer */
  const wait = (name, signal, answer) => new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
    asked.set(name, { give: () => resolve(answer), fail: () => reject(new ApiError(500, {})), signal });
  });
  /** @type {string[]} */
  const measured = [];
  const api = {
    layers: async () => [{ id: 'regions', kind: 'reference' }, { ...layer }, { ...layer, id: 'b' }, { ...layer, id: 'empty', snapshot_count: 0 }],
    snapshots: async (/** @type {string} */ id) => (id === 'empty' ? [] : snapshots),
    areas: async (/** @type {string} */ id, /** @type {object} */ within) => {
      measured.push(JSON.stringify(within));
      return { layer: id, region: within, results: [] };
    },
    settings: async () => ({ tiles: null }),
    outlines: async () => ({ regions: { features: [{ properties: { id: 'kursk' }, geometry: ground }, { properties: { id: 'east' }, geometry: null }] }, border: null }),
    region: (/** @type {string} */ id, /** @type {AbortSignal} */ signal) => wait(id, signal, { properties: { id }, geometry: ground }),
    settlements: async () => [], events: async () => [{ date: '2024-08-06' }], claims: async () => [],
    sourcedEvents: (/** @type {AbortSignal} */ signal) => wait('sourced events', signal, [{ date: '2024-08-06', source: {} }]),
    zones: (/** @type {string} */ _layer, /** @type {string} */ id, /** @type {AbortSignal} */ signal) => wait(id, signal, { snapshot: { id } }),
    timeline: (/** @type {string} */ _layer, /** @type {AbortSignal} */ signal) => wait('timeline', signal, timeline),
  };
  return { api: /** @type {import('./api.js').Api} */ (/** @type {unknown} */ (api)), asked, measured };
}

/** @param {Partial<Values>} values @param {string} [wanted] @param {object} [answers] of the interface, where they are others */
async function start(values, wanted = '', answers = {}) {
  const state = new State(/** @type {Values} */ ({
    layers: [], layer: null, snapshots: [], day: '', snapshot: null, zones: null, timeline: null, loading: false, failure: null, attempt: 0, region: '',
    mode: 'day', from: '', fromSnapshot: null, fromZones: null, changes: null,
    bounds: null, absent: {}, whole: null, published: null, playing: false, ...values,
  }));
  const fake = fakeApi();
  Object.assign(fake.api, answers);
  startLoading(state, fake.api, { wanted, came: 'layers' in values });
  await settled();
  return { state, ...fake };
}

test('the map of a day is the newest at or before it', () => {
  assert.equal(snapshotOn(snapshots, '2024-08-19')?.id, '2024-08-10');
  assert.equal(snapshotOn(snapshots, '2024-08-20')?.id, '2024-08-20');
  assert.equal(snapshotOn(snapshots, '2024-08-04'), null);
});

test('without a day the newest map is fetched, and the layer that the address names', async () => {
  const { state, asked } = await start({}, 'b');
  assert.equal(state.values.layer?.id, 'b');
  assert.equal(state.values.day, '2024-08-22');
  assert.deepEqual([...asked.keys()], ['2024-08-22', 'timeline']);
});

test('the asked day is shown while the timeline is under way, and stays as it is when that comes', async () => {
  const { state, asked } = await start({ day: '2024-08-10' });
  asked.get('2024-08-10')?.give();
  await settled();
  const { zones } = state.values;
  assert.equal(zones?.snapshot.id, '2024-08-10');
  asked.get('timeline')?.give();
  await settled();
  assert.equal(state.values.zones, zones);
});

test('once the timeline is there, a step asks for nothing and changes all in one event', async () => {
  const { state, asked } = await start({ day: '2024-08-10' });
  asked.get('timeline')?.give();
  await settled();
  assert.equal(asked.get('2024-08-10')?.signal.aborted, true, 'the timeline has that map too');
  assert.equal(state.values.loading, false);
  const requests = asked.size;
  /** @type {string[][]} */
  const seen = [];
  state.onChange(['day', 'snapshot', 'zones', 'loading'], (_, keys) => seen.push([...keys]));
  state.set({ day: '2024-08-20' });
  assert.equal(state.values.zones?.snapshot.id, '2024-08-20');
  await settled();
  assert.deepEqual(seen, [['day', 'snapshot', 'zones']]);
  assert.equal(asked.size, requests);
});

test('a snapshot that is newer than the timeline is fetched by itself', async () => {
  const { state, asked } = await start({ day: '2024-08-10' });
  asked.get('timeline')?.give();
  await settled();
  const corrected = { ...snapshots[2], id: 'corrected', revision: 2 };
  state.set({ snapshots: snapshots.with(2, corrected) });
  assert.equal(state.values.loading, true);
  assert.equal(state.values.zones?.snapshot.id, '2024-08-10');
  asked.get('corrected')?.give();
  await settled();
  assert.equal(state.values.zones?.snapshot.id, 'corrected');
});

test('without a timeline every day is fetched by itself, and trying again fetches the timeline', async () => {
  const { state, asked } = await start({ day: '2024-08-10' });
  asked.get('timeline')?.fail();
  await settled();
  assert.ok(state.values.failure);
  state.set({ day: '2024-08-20' });
  asked.get('2024-08-20')?.give();
  await settled();
  assert.equal(state.values.zones?.snapshot.id, '2024-08-20');
  state.set({ attempt: 1 });
  asked.get('timeline')?.give();
  await settled();
  assert.equal(state.values.timeline, timeline);
  assert.equal(state.values.failure, null);
});

test('a publication fetches the timeline anew, and so does another layer, whose own is forgotten at once', async () => {
  const { state, asked } = await start({ day: '2024-08-10' });
  asked.get('timeline')?.give();
  await settled();
  for (const change of [{ published: 'x' }, { layer: state.values.layers[2] }]) {
    asked.delete('timeline');
    state.set(change);
    assert.equal(state.values.timeline === null, 'layer' in change);
    await settled();
    assert.ok(asked.has('timeline'));
  }
});

test('a step aborts the request before it, and what comes late is not shown', async () => {
  const { state, asked } = await start({ day: '2024-08-05' });
  state.set({ day: '2024-08-22' });
  assert.equal(asked.get('2024-08-05')?.signal.aborted, true);
  asked.get('2024-08-22')?.give();
  await settled();
  assert.equal(state.values.zones?.snapshot.id, '2024-08-22');
  assert.equal(state.values.failure, null);
});

test('a failure keeps the last good map, and trying again mends it', async () => {
  const { state, asked } = await start({ day: '2024-08-05' });
  asked.get('2024-08-05')?.give();
  await settled();
  state.set({ day: '2024-08-22' });
  asked.get('2024-08-22')?.fail();
  await settled();
  assert.equal(state.values.zones?.snapshot.id, '2024-08-05');
  assert.ok(state.values.failure instanceof ApiError);
  assert.equal(state.values.loading, false);
  state.set({ attempt: 1 });
  await settled();
  asked.get('2024-08-22')?.give();
  await settled();
  assert.equal(state.values.zones?.snapshot.id, '2024-08-22');
  assert.equal(state.values.failure, null);
});

test('playing ends where a map cannot be had, and can be begun again', async () => {
  const { state, asked } = await start({ day: '2024-08-05', playing: true });
  asked.get('2024-08-05')?.fail();
  await settled();
  assert.equal(state.values.playing, false);
  state.set({ playing: true, region: 'kursk' });
  await settled();
  assert.ok(state.values.failure);
  assert.equal(state.values.playing, true);
});

test('a layer without maps is not measured, and nothing has failed', async () => {
  const { state, measured } = await start({ day: '2024-08-05' }, 'empty');
  assert.equal(state.values.layer?.id, 'empty');
  assert.deepEqual(measured, []);
  assert.equal(state.values.failure, null);
});

test('a region that there is not gives way to all ground', async () => {
  const { state } = await start({ day: '2024-08-05', region: 'mars' });
  assert.equal(state.values.region, '');
  state.set({ region: 'kursk' });
  assert.equal(state.values.region, 'kursk');
});

test('the ground of a region that is no part of the map is fetched when it is chosen, once, and again where that failed', async () => {
  const { state, asked } = await start({ day: '2024-08-05', region: 'east' });
  const geometry = () => regionOf(state.values.regions, 'east')?.geometry;
  assert.equal(geometry(), null);
  asked.get('east')?.fail();
  await settled();
  assert.ok(state.values.failure);
  state.set({ attempt: 1 });
  asked.get('east')?.give();
  await settled();
  assert.deepEqual([geometry(), state.values.failure], [ground, null]);
  asked.delete('east');
  for (const region of ['kursk', 'view', '', 'east']) state.set({ region });
  await settled();
  assert.equal(asked.has('east'), false);
});

test('who said what is fetched when reports are first shown one by one, and again where that failed', async () => {
  const { state, asked } = await start({ day: '2024-08-05' });
  assert.equal(asked.has('sourced events'), false);
  state.set({ singly: true });
  asked.get('sourced events')?.fail();
  await settled();
  assert.ok(state.values.failure);
  assert.equal(state.values.events[0].source, undefined);
  state.set({ attempt: 1 });
  asked.get('sourced events')?.give();
  await settled();
  assert.ok(state.values.events[0].source);
  assert.equal(state.values.failure, null);
});

test('before the first map there are no zones', async () => {
  const { state, asked } = await start({ day: '2024-08-01' });
  assert.equal(state.values.snapshot, null);
  assert.deepEqual([...asked.keys()], ['timeline']);
});

test('areas are measured once for everything and on each side; a chosen region has no halves', async () => {
  const { state, measured } = await start({ day: '2024-08-05' });
  assert.deepEqual(measured, ['{}', '{"region":"east"}', '{"region":"west"}']);
  assert.equal(state.values.measured, state.values.whole);
  assert.equal(state.values.halves.length, 2);
  state.set({ region: 'kursk' });
  await settled();
  assert.deepEqual(measured.slice(3), ['{"region":"kursk"}']);
  assert.equal(state.values.halves.length, 0);
  state.set({ region: 'view', bounds: [1, 2, 3, 4] });
  await settled();
  assert.equal(measured[4], '{"bbox":"1.0000,2.0000,3.0000,4.0000"}');
});

test('two days have two snapshots; the earlier day is chosen where nobody has, and forgotten once it is no longer earlier', async () => {
  const { state } = await start({ day: '2024-08-22', mode: 'change' });
  assert.equal(state.values.from, '2024-08-15');
  assert.equal(state.values.fromSnapshot?.id, '2024-08-10');
  state.set({ from: '2024-08-30' });
  assert.equal(state.values.from, '2024-08-22', 'it is not after the later one');
  state.set({ mode: 'day' });
  assert.equal(state.values.fromSnapshot, null);
  assert.equal(state.values.from, '');
});

test('of the first map, which has none before it, the map after it is the later one', async () => {
  const { state } = await start({ day: '2024-08-05', mode: 'swipe' });
  const { from, day, fromSnapshot, snapshot } = state.values;
  assert.deepEqual([from, day, fromSnapshot?.id, snapshot?.id], ['2024-08-05', '2024-08-06', '2024-08-05', '2024-08-06']);
  state.set({ day: '2024-08-05' });
  assert.deepEqual([state.values.from, state.values.day], ['2024-08-05', '2024-08-05'], 'the reader may choose one day twice');
});

test('what the page came with is not asked for, and stays as it is when the rest comes', async () => {
  const zones = { snapshot: snapshots[2], arcs: [], zones: [] };
  const layers = /** @type {Values['layers']} */ (/** @type {unknown} */ ([layer]));
  const { state, asked } = await start({ layers, layer: layers[0], day: '2024-08-10', snapshot: snapshots[2], zones });
  assert.equal(state.values.snapshots.length, days.length);
  assert.deepEqual([state.values.zones, state.values.layers, state.values.loading], [zones, layers, false]);
  assert.deepEqual([...asked.keys()], ['timeline']);
});

test('until the list of maps has come, another day than that which the page came with has none', async () => {
  const layers = /** @type {Values['layers']} */ (/** @type {unknown} */ ([layer]));
  const { state } = await start({ layers, layer: layers[0], day: '2024-08-10', snapshot: snapshots[2] }, '', { snapshots: () => new Promise(() => {}) });
  state.set({ day: '2024-08-21' });
  assert.equal(state.values.snapshot, null);
  state.set({ day: '2024-08-10' });
  assert.equal(state.values.snapshot, snapshots[2]);
});
