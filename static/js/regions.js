/**
 * Regions by what they are for. Of which kind one is, the data says: operators import regions of their own to measure
 * within, and those must not change the map.
 *
 * @typedef {import('./types.js').Regions} Regions
 */

/**
 * The regions that the map is made of, its land and the names on it. All others, such as a side, which is cut anywhere,
 * are ground to measure within.
 * @param {Regions | null} regions
 */
export function landOf(regions) {
  return (regions?.features ?? []).filter(({ properties }) => properties.kind === 'oblast');
}

/**
 * The region with that id, if there is one.
 * @param {Regions | null} regions
 * @param {string | undefined} id
 */
export function regionOf(regions, id) {
  return regions?.features.find(({ properties }) => properties.id === id);
}
