import { Tasks } from './tasks.js';
import { parsePoint } from './url.js';

/**
 * @typedef {import('./state.js').State} State
 * @typedef {import('./api.js').Api} Api
 */

/**
 * Fetches the history of the place that is open, and again when another layer is shown or a map has been published. What goes
 * wrong is said in the place's card: the map goes on without it.
 * @param {State} state
 * @param {Api} api
 */
export function followPlace(state, api) {
  const tasks = new Tasks((placeFailure) => state.set({ placeFailure }));
  let shown = '';
  state.watch(['layer', 'place', 'snapshots'], ({ layer, place, snapshots }) => {
    if (`${layer?.id} ${place}` !== shown) state.set({ history: null, placeFailure: null });
    shown = `${layer?.id} ${place}`;
    tasks.run('history', async (signal) => {
      if (!layer || !place || snapshots.length === 0) return;
      const point = parsePoint(place);
      const named = point ? { lon: point[0], lat: point[1] } : { settlement: place };
      const history = await api.history(layer.id, named, signal);
      if (!signal.aborted) state.set({ history });
    });
  });
  state.onChange(['attempt'], () => tasks.retry());
}
