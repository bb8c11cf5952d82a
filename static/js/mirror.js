import { State } from './state.js';

/**
 * @typedef {import('./types.js').Values} Values
 */

/** What the views of the earlier day have for themselves: its map is moved by the one that it lies beside. */
const own = /** @type {const} */ (['view', 'bounds']);
/** What a reader may choose on the earlier map. */
const chosen = /** @type {const} */ (['place', 'card', 'region', 'area']);

/**
 * A second state for the views of the earlier of two days: the same as the first one, but that the day, its snapshot and its
 * zones are those of `from`. What is chosen on the earlier map is chosen on both.
 * @param {State} state
 * @returns {{state: State, stop: () => void}} stop leaves it as it is then
 */
export function mirrorEarlier(state) {
  const earlier = new State(earlierValues(state.values));
  const follow = () => {
    const values = earlierValues(state.values);
    for (const key of own) delete values[key];
    earlier.set(values);
  };
  state.addEventListener('change', follow);
  const stopChoosing = earlier.onChange([...chosen], ({ place, card, region, area }) => state.set({ place, card, region, area }));
  return {
    state: earlier,
    stop() {
      state.removeEventListener('change', follow);
      stopChoosing();
    },
  };
}

/**
 * @param {Readonly<Values>} values
 * @returns {Values}
 */
function earlierValues(values) {
  return { ...values, day: values.from, snapshot: values.fromSnapshot, zones: values.fromZones };
}
