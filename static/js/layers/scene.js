import { createAccordLayer } from './accord.js';
import { createBase } from './base.js';
import { createBorder } from './border.js';
import { createChange } from './change.js';
import { createGround } from './ground.js';
import { createLabels } from './labels/labels.js';
import { createOutline } from './outline.js';
import { Projection } from './projection.js';
import { createSelection } from './selection.js';
import { createZones } from './zones.js';

/**
 * @typedef {import('leaflet').Map} Map
 * @typedef {import('../state.js').State} State
 * @typedef {import('./map.js').Cards} Cards
 */

/**
 * Draws on a map all that is drawn of a day: on the page, and once more for every picture that leaves it.
 * @param {Map} map
 * @param {State} state
 * @param {Cards} covered where no label may stand: under cards, and what is not to be seen of the map
 * @returns {Generator<void, void>} in parts
 */
export function* drawScene(map, state, covered) {
  const projection = new Projection(map);
  createBase(map, state);
  yield;
  createGround(map, state);
  yield;
  createZones(map, state, projection);
  yield;
  createChange(map, state);
  yield;
  createAccordLayer(map, state);
  yield;
  createOutline(map, state);
  yield;
  createBorder(map, state);
  yield;
  createLabels(map, state, projection, covered);
  yield;
  createSelection(map, state);
}
