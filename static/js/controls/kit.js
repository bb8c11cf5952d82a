import { createLayersCard } from './layerscard.js';
import { createMeasureCard } from './measurecard.js';
import { createPlaceCard } from './placecard.js';
import { createSearchCard } from './searchcard.js';
import { createShare } from './share.js';
import { createTableCard } from './tablecard.js';

/**
 * What is opened beside the map. The page fetches this module when the first of it is wanted (cards.js, uploading.js).
 *
 * @typedef {import('../types.js').Card} Card
 * @typedef {import('./cards.js').Means} Means
 */

export { createUpload } from './upload.js';

/** @type {Record<Exclude<Card, ''>, (means: Means) => HTMLElement>} */
export const cards = {
  search: ({ state }) => createSearchCard(state),
  place: ({ state }) => createPlaceCard(state),
  measure: ({ state }) => createMeasureCard(state),
  layers: ({ state }) => createLayersCard(state),
  table: ({ state, api }) => createTableCard(state, api),
  share: ({ state, look }) => createShare(state, look),
};
