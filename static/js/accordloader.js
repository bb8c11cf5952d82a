import { geoJSONOf, withinOf } from './area.js';
import { dayOf } from './days.js';
import { controlLayers, otherLayer } from './layerchoice.js';
import { atRest } from './rest.js';
import { formatPoints } from './url.js';

/**
 * Asks how two layers agree on the chosen day, once the reader stays there.
 *
 * @typedef {import('./state.js').State} State
 * @typedef {import('./types.js').Values} Values
 * @typedef {{layer: string, with: string, datetime: string, region?: string}} Question
 */

/**
 * @param {State} state
 * @param {Pick<import('./api.js').Api, 'agreement'>} api
 * @param {import('./tasks.js').Tasks} tasks
 */
export function followAccord(state, api, tasks) {
  let asked = '';
  state.watch(['with', 'layers', 'layer'], ({ with: id, layers, layer, absent }) => {
    if (!id || !layer) return;
    const known = controlLayers({ layers }).some((one) => one.id === id);
    if (!known) state.set({ with: '', absent: { ...absent, with: id } });
    else if (id === layer.id) state.set({ with: '' });
  });
  state.watch(['layers', 'layer', 'with', 'mode', 'day', 'snapshot', 'playing', 'region', 'area', 'bounds', 'published', 'heard'], (values) => {
    const { playing, published, heard, snapshot } = values;
    const question = questionOf(values);
    const within = groundOf(values);
    // A map that was corrected or published answers anew, of the other layer as well, which a correction leaves as it was.
    const key = JSON.stringify([question, within, playing, snapshot?.id, otherLayer(values), published, heard]);
    if (key === asked) return;
    asked = key;
    const sameLayers = question?.layer === values.accord?.layer && question?.with === values.accord?.with;
    state.set({ comparing: question !== null, accord: sameLayers ? values.accord : null });
    tasks.run('accord', async (signal) => {
      if (!question || playing) return;
      await atRest(signal);
      const accord = await api.agreement(question, within, signal);
      if (!signal.aborted) state.set({ accord, comparing: false });
    });
  });
}

/**
 * What to ask the server: nothing where one of the layers has no map of the day, or two days are looked at.
 * @param {Readonly<Values>} values
 * @returns {Question | null}
 */
function questionOf(values) {
  const { layer, snapshot, mode, day } = values;
  const other = otherLayer(values);
  const ready = layer && other && snapshot && mode === 'day' && hasMap(other, day);
  return ready ? { layer: layer.id, with: other.id, datetime: day } : null;
}

/**
 * Whether a layer has a map of that day, of the day itself or an earlier one.
 * @param {import('./types.js').Layer} layer
 * @param {string} day
 */
export function hasMap({ first_valid_at: first }, day) {
  return first !== null && dayOf(first) <= day;
}

/**
 * The ground that is measured in, which is compared as well; what is in view as a polygon.
 * @param {Pick<Values, 'region' | 'area' | 'bounds'>} values
 * @returns {{region?: string, polygon?: string}}
 */
function groundOf(values) {
  const { bbox, ...within } = withinOf(values);
  if (!bbox || !values.bounds) return within;
  const [w, s, e, n] = values.bounds;
  return { polygon: geoJSONOf(formatPoints([[w, s], [e, s], [e, n], [w, n]])) };
}
