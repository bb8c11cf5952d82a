import { polygonOf } from '../area.js';
import { boundOf } from '../regions.js';
import { fetched } from '../tasks.js';

/**
 * Drawing on the map. The tool for it is fetched when somebody draws for the first time; the corners that are set before it has come
 * are in the state, from which it goes on.
 *
 * @typedef {import('../state.js').State} State
 *
 * @param {import('leaflet').Map} map
 * @param {State} state
 * @param {import('../tasks.js').Tasks} tasks
 */
export function createDrawing(map, state, tasks) {
  // What is drawn to be measured belongs to a card, and a line goes with it; an area stays.
  state.derive(['card'], ({ card, drawing, area }) => {
    if (card === 'measure') return { drawing: drawing || (area ? 'area' : 'line') };
    return { drawing: '', line: '', sketch: none };
  });
  state.onChange(['drawing'], ({ drawing, area }) => {
    if (drawing === 'area' && area) state.set({ goal: boundOf(polygonOf(area)) });
  });
  let asked = false;
  addCornersByKey(map, state);
  const stopClicks = addCornersByClick(map, state);
  state.watch(['drawing'], ({ drawing }) => {
    map.getContainer().classList.toggle('is-drawn-on', drawing !== '');
    if (!drawing || asked) return;
    asked = true;
    tasks.run('sketch', async () => {
      const { createSketch } = await fetched(import('./sketch.js'));
      stopClicks();
      createSketch(map, state);
    });
  });
}

/** @type {import('../types.js').Position[]} */
const none = [];

/**
 * On the map, Enter sets a corner under the cross in its middle, Backspace takes the last one back.
 * @param {import('leaflet').Map} map
 * @param {State} state
 */
function addCornersByKey(map, state) {
  map.getContainer().addEventListener('keydown', (event) => {
    if (!isOpen(state) || event.target !== map.getContainer()) return;
    if (event.key === 'Enter') addCorner(state, map.getCenter());
    else if (event.key === 'Backspace') state.set({ sketch: state.values.sketch.slice(0, -1) });
    else return;
    event.preventDefault();
  });
}

/**
 * @param {import('leaflet').Map} map
 * @param {State} state
 * @returns {() => void} leaves clicks to the tool
 */
function addCornersByClick(map, state) {
  const click = (/** @type {import('leaflet').LeafletMouseEvent} */ { latlng }) => {
    if (isOpen(state)) addCorner(state, latlng);
  };
  map.on('click', click);
  return () => map.off('click', click);
}

/** Whether what is drawn takes another corner. @param {State} state */
function isOpen({ values }) {
  return values.drawing !== '' && values[values.drawing] === '';
}

/** @param {State} state @param {import('leaflet').LatLng} at */
function addCorner(state, { lat, lng }) {
  state.set({ sketch: [...state.values.sketch, [lng, lat]] });
}
