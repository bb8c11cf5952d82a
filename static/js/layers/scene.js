import { createBase } from './base.js';
import { createBorder } from './border.js';
import { createGround } from './ground.js';
import { createLabels } from './labels/labels.js';
import { createMap } from './map.js';
import { createOutline } from './outline.js';
import { Projection } from './projection.js';
import { createZones } from './zones.js';

/**
 * The map with all that is drawn on it: on the page, and once more for every picture that leaves it.
 * @param {HTMLElement} container
 * @param {import('../state.js').State} state
 * @param {import('./map.js').Cards} cards
 * @returns {import('leaflet').Map}
 */
export function createScene(container, state, cards) {
  const map = createMap(container, state, cards);
  const projection = new Projection(map);
  createBase(map, state);
  createGround(map, state);
  createZones(map, state, projection);
  createOutline(map, state);
  createBorder(map, state);
  createLabels(map, state, projection, cards);
  return map;
}
