import { polygonOf } from '../area.js';
import { boundOf } from '../regions.js';
import { fetched } from '../tasks.js';

/**
 * Drawing on the map. What it takes is fetched when somebody draws for the first time.
 *
 * @param {import('leaflet').Map} map
 * @param {import('../state.js').State} state
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
  state.watch(['drawing'], ({ drawing }) => {
    map.getContainer().classList.toggle('is-drawn-on', drawing !== '');
    if (!drawing || asked) return;
    asked = true;
    tasks.run('drawing', async () => (await fetched(import('./sketch.js'))).createSketch(map, state));
  });
}

/** @type {import('../types.js').Position[]} */
const none = [];
