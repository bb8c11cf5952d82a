import { followAccord } from './accordloader.js';
import { ApiError } from './api.js';
import { withinOf } from './area.js';
import { followChanges } from './changes.js';
import { dayOf } from './days.js';
import { breath } from './frames.js';
import { learn, WordsError } from './i18n.js';
import { chosenLayer } from './layerchoice.js';
import { firstPair } from './pair.js';
import { regionOf, withGround } from './regions.js';
import { fetched, Tasks } from './tasks.js';

/**
 * @typedef {import('./state.js').State} State
 * @typedef {import('./api.js').Api} Api
 * @typedef {import('./types.js').Layer} Layer
 * @typedef {import('./types.js').Snapshot} Snapshot
 * @typedef {import('./types.js').Values} Values
 */

/**
 * Fetches what the page shows into the state, and again whenever another layer or region is chosen. The map of the day
 * comes first, by itself; once the timeline is there every day is taken from it. While a map is under way, or cannot be
 * had, the last good one stays.
 * @param {State} state with what the page came with, if it did
 * @param {Api} api
 * @param {{wanted: string, came: boolean}} first ID of the layer that the address names, or ''; whether the page came with layers and settings
 * @returns {Tasks} for whatever else is fetched: its failure is said, and it is tried again, together with theirs
 */
export function startLoading(state, api, { wanted, came }) {
  const tasks = new Tasks((failure) => {
    // Playing on would move the day away from the map that stays.
    const playing = state.values.playing && (failure === null || failure === state.values.failure);
    state.set({ failure, playing });
  });
  /** @param {AbortSignal} signal */
  const layers = (signal) => loadLayers(state, api, wanted, signal);
  if (!came) loadFoundation(state, api, tasks, layers);
  followLanguage(state, tasks);
  followLayer(state, api, tasks);
  followDay(state, api, tasks);
  followRegion(state, api, tasks);
  followAccord(state, api, tasks);
  followChanges(state, api, tasks);
  loadReference(state, api, tasks);
  state.onChange(['attempt'], () => tasks.retry());
  state.onChange(['published', 'heard'], () => tasks.run('layers', layers));
  return tasks;
}

/**
 * The newest snapshot at or before the end of a UTC day; null before the first.
 * @param {Snapshot[]} snapshots by valid time
 * @param {string} day YYYY-MM-DD
 * @returns {Snapshot | null}
 */
export function snapshotOn(snapshots, day) {
  return snapshots.findLast((snapshot) => dayOf(snapshot.valid_at) <= day) ?? null;
}

/**
 * @param {State} state
 * @param {Api} api
 * @param {string} wanted
 * @param {AbortSignal} signal
 */
async function loadLayers(state, api, wanted, signal) {
  const layers = await api.layers(signal);
  const present = state.values.layer?.id ?? wanted;
  const { layer, missing } = chosenLayer(layers, present);
  state.set({ layers, layer, absent: missing ? { ...state.values.absent, layer: present } : state.values.absent });
}

/**
 * What a page needs that has come without it.
 * @param {State} state
 * @param {Api} api
 * @param {Tasks} tasks
 * @param {(signal: AbortSignal) => Promise<void>} layers
 */
function loadFoundation(state, api, tasks, layers) {
  tasks.run('layers', layers);
  tasks.run('settings', async (signal) => {
    const { tiles, pmtiles } = await api.settings(signal);
    state.set({ tiles, pmtiles });
  });
}

/**
 * @param {State} state
 * @param {Tasks} tasks
 */
function followLanguage(state, tasks) {
  state.onChange(['speak'], ({ speak }) => {
    if (speak) tasks.run('words', (signal) => speakLater(state, speak, signal));
  });
}

/**
 * @param {State} state
 * @param {import('./types.js').Language} wanted
 * @param {AbortSignal} signal
 */
async function speakLater(state, wanted, signal) {
  try {
    await fetched(learn(wanted));
  } catch (error) {
    // It can be asked for again.
    if (!signal.aborted) state.set({ speak: '' });
    throw error instanceof ApiError ? new WordsError(wanted, error) : error;
  }
  if (!signal.aborted) state.set({ language: wanted });
}

/**
 * What does not depend on the layer that is shown.
 * @param {State} state
 * @param {Api} api
 * @param {Tasks} tasks
 */
async function loadReference(state, api, tasks) {
  await breath();
  tasks.run('outlines', async (signal) => {
    const outlines = await api.outlines(signal);
    if (!signal.aborted) state.set(outlines);
  });
  await breath();
  tasks.run('settlements', async (signal) => state.set({ settlements: await api.settlements(signal) }));
  await breath();
  // What was said by whom is ten times as much as what was reported when, and read by few.
  state.watch(['singly'], ({ singly }) => {
    tasks.run('events', async (signal) => state.set({ events: await (singly ? api.sourcedEvents(signal) : api.events(signal)) }));
  });
  await breath();
  tasks.run('claims', async (signal) => state.set({ claims: await api.claims(signal) }));
}

/**
 * @param {State} state
 * @param {Api} api
 * @param {Tasks} tasks
 */
function followLayer(state, api, tasks) {
  let shown = state.values.layer?.id;
  state.watch(['layer'], ({ layer }) => {
    if (!layer) return;
    if (layer.id !== shown) {
      state.set({ snapshots: [], snapshot: null, zones: null, timeline: null, measured: null, whole: null, halves: [] });
    }
    shown = layer.id;
    tasks.run('snapshots', async (signal) => {
      const snapshots = await api.snapshots(layer.id, signal);
      const last = snapshots.at(-1);
      state.set({ snapshots, day: state.values.day || (last ? dayOf(last.valid_at) : '') });
      tasks.run('timeline', async (aborted) => {
        if (last) state.set({ timeline: await api.timeline(layer.id, aborted) });
      });
    });
    tasks.run('whole', async (signal) => {
      // The server measures nothing of a layer without maps.
      if (layer.snapshot_count === 0) state.set({ whole: null, measured: null, halves: [] });
      else state.set({ whole: await api.areas(layer.id, {}, signal) });
    });
  });
}

/**
 * @param {State} state
 * @param {Api} api
 * @param {Tasks} tasks
 */
function followDay(state, api, tasks) {
  const { layer: firstLayer, day: firstDay, snapshot: firstSnapshot } = state.values;
  state.derive(['snapshots', 'mode', 'from', 'day'], daysOf);
  // The page came with the map of one day, and it is that of the day until the list of all is there, if there are any still.
  state.derive(['snapshots', 'day', 'layer'], ({ layer, snapshots, day }) => {
    const isFirst = snapshots.length === 0 && layer?.snapshot_count !== 0 && layer?.id === firstLayer?.id && day === firstDay;
    return { snapshot: isFirst ? firstSnapshot : snapshotOn(snapshots, day) };
  });
  state.derive(['snapshot', 'zones', 'timeline'], mapOf);
  state.derive(['snapshots', 'timeline', 'mode', 'from', 'day'], earlierOf);
  forgetUnread(state);
  state.watch(['snapshot', 'timeline'], ({ layer, snapshot, loading }) => {
    tasks.run('zones', async (signal) => {
      if (layer && snapshot && loading) await showZones(state, signal, () => api.zones(layer.id, snapshot.id, signal));
    });
  });
}

/**
 * Days of the address that are none are told until the reader chooses one, or another way to look.
 * @param {State} state
 */
function forgetUnread(state) {
  let { mode, from, day } = state.values;
  state.onChange(['mode', 'from', 'day'], (values) => {
    // What the page itself begins with is nobody's choice.
    const chosen = values.mode !== mode || (from !== '' && values.from !== from) || (day !== '' && values.day !== day);
    ({ mode, from, day } = values);
    if (chosen && (values.absent.day || values.absent.from)) state.set({ absent: { ...values.absent, day: undefined, from: undefined } });
  });
}

/**
 * The map to show, and whether it is yet to be fetched: one that is drawn stays as it is when the timeline comes.
 * @param {Readonly<Values>} values
 * @returns {Pick<Values, 'zones' | 'loading'>}
 */
function mapOf({ snapshot, zones, timeline }) {
  if (!snapshot) return { zones: null, loading: false };
  if (zones?.snapshot.id === snapshot.id) return { zones, loading: false };
  const found = timeline?.zonesOf(snapshot);
  return found ? { zones: found, loading: false } : { zones, loading: true };
}

/**
 * The two days, or the one.
 * @param {Readonly<Values>} values
 * @returns {Pick<Values, 'from' | 'day'>}
 */
function daysOf({ mode, from, day, snapshots }) {
  // A day that is not the earlier one any more, while one day is looked at, is not what somebody will want to compare with.
  if (mode === 'day') return { from: from < day ? from : '', day };
  return from ? { from: from > day ? day : from, day } : firstPair({ mode, day, snapshots });
}

/**
 * The map of the earlier day. Nobody looks at two days before the timeline has come, which has the map of each.
 * @param {Readonly<Values>} values
 * @returns {Pick<Values, 'fromSnapshot' | 'fromZones'>}
 */
function earlierOf({ mode, from, snapshots, timeline, fromZones }) {
  const fromSnapshot = mode === 'day' ? null : snapshotOn(snapshots, from);
  if (!fromSnapshot) return { fromSnapshot, fromZones: null };
  const kept = fromZones?.snapshot.id === fromSnapshot.id ? fromZones : null;
  return { fromSnapshot, fromZones: kept ?? timeline?.zonesOf(fromSnapshot) ?? null };
}

/**
 * @param {State} state
 * @param {AbortSignal} signal
 * @param {() => Promise<import('./types.js').Zones>} fetchZones
 */
async function showZones(state, signal, fetchZones) {
  state.set({ loading: true });
  try {
    const zones = await fetchZones();
    if (!signal.aborted) state.set({ zones });
  } catch (error) {
    if (!signal.aborted) state.set({ loading: false });
    throw error;
  }
}

/**
 * @param {State} state
 * @param {Api} api
 * @param {Tasks} tasks
 */
function followRegion(state, api, tasks) {
  let asked = '';
  state.watch(['region', 'regions'], ({ region, regions }) => {
    if (!region || region === 'view' || !regions) return;
    const known = regionOf(regions, region);
    // An address may name a region that there is not.
    if (!known) state.set({ region: '', absent: { ...state.values.absent, region } });
    else if (!known.geometry) {
      tasks.run('outline', async (signal) => {
        const outlined = await api.region(region, signal);
        if (!signal.aborted) state.set({ regions: withGround(state.values.regions ?? regions, outlined) });
      });
    }
  });
  state.watch(['layer', 'region', 'area', 'bounds', 'whole'], (values) => {
    const { layer, region, area, whole } = values;
    if (!layer || !whole) return;
    if (!region && !area) state.set({ measured: whole });
    const within = withinOf(values);
    const key = JSON.stringify([layer.id, within, whole.results.map((result) => result.snapshot.id)]);
    if (key === asked) return;
    asked = key;
    tasks.run('measured', async (signal) => {
      if (region || area) state.set({ measured: { ...await api.areas(layer.id, within, signal), area } });
    });
    tasks.run('halves', async (signal) => state.set({ halves: await loadHalves(api, layer, region, within, signal) }));
  });
}

/**
 * The areas on each side of the layer: of all ground, of what is in view, or of a drawn area. A region that somebody chose is mostly all
 * on one side, and has no halves.
 * @param {Api} api
 * @param {Layer} layer
 * @param {string} region
 * @param {import('./api.js').Within} within
 * @param {AbortSignal} signal
 */
async function loadHalves(api, layer, region, within, signal) {
  if (layer.sides.length !== 2 || (region && region !== 'view')) return [];
  return Promise.all(layer.sides.map(async ({ region: side, party }) => (
    { party, region: side, answer: await api.areas(layer.id, { ...within, region: side }, signal) }
  )));
}
