import { State } from './state.js';

/** The values of a page that has fetched nothing yet. */
const initial = /** @type {import('./types.js').Values} */ ({
  layers: [], layer: null, snapshots: [], day: '', snapshot: null, zones: null, loading: false, failure: null,
  region: '', measured: null, whole: null, halves: [], regions: null, border: null, settlements: [], events: [], claims: [],
  language: 'en', theme: '', view: null, bounds: null, tiles: null, playing: false, speed: 'week',
  uploading: false, attempt: 0, pins: [], pin: null, published: null,
});

const state = new State(initial);
void state;
