import { dayOf } from './days.js';

/**
 * The control layers, and the choice of the one that is shown and of the one that it is held against.
 *
 * @typedef {import('./state.js').State} State
 * @typedef {import('./types.js').Layer} Layer
 * @typedef {import('./types.js').Values} Values
 */

/** @param {Pick<Values, 'layers'>} values */
export function controlLayers({ layers }) {
  return layers.filter(({ kind }) => kind === 'control');
}

/**
 * The layer to show of those that there are: the wanted one, else the first.
 * @param {Layer[]} layers
 * @param {string} wanted ID, or ''
 * @returns {{layer: Layer | null, missing: boolean}} missing: the wanted one is not there
 */
export function chosenLayer(layers, wanted) {
  const control = controlLayers({ layers });
  const layer = control.find(({ id }) => id === wanted) ?? control[0] ?? null;
  return { layer, missing: wanted !== '' && layer?.id !== wanted };
}

/**
 * The layer that is shown against the first one.
 * @param {Pick<Values, 'layers' | 'layer' | 'with'>} values
 * @returns {Layer | null}
 */
export function otherLayer({ layers, layer, with: id }) {
  return controlLayers({ layers }).find((one) => one.id === id && one.id !== layer?.id) ?? null;
}

/**
 * Shows another layer, on the same day if it has a record of it, else on the nearest day that it has. One that was shown
 * against the present one changes places with it.
 * @param {State} state
 * @param {string} id
 */
export function chooseLayer(state, id) {
  const { layers, layer: before, day, with: other } = state.values;
  const layer = layers.find((l) => l.id === id);
  if (!layer) return;
  state.set({ layer, day: nearestDay(layer, day), with: other === id ? before?.id ?? '' : other, absent: {}, playing: false });
}

/**
 * @param {State} state
 * @param {string} id of a control layer; '' is none
 */
export function chooseOther(state, id) {
  state.set({ with: id, absent: { ...state.values.absent, with: undefined } });
}

/**
 * @param {Pick<Layer, 'first_valid_at' | 'last_valid_at'>} layer
 * @param {string} day
 */
function nearestDay(layer, day) {
  const first = layer.first_valid_at && dayOf(layer.first_valid_at);
  const last = layer.last_valid_at && dayOf(layer.last_valid_at);
  if (!first || !last) return day;
  if (day < first) return first;
  return day > last ? last : day;
}
