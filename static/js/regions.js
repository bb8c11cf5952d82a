/**
 * Regions by what they are for. Of which kind one is, the data says: operators import regions of their own to measure
 * within, and those must not change the map.
 *
 * @typedef {import('./types.js').Regions} Regions
 * @typedef {Regions['features'][number]} Region
 * @typedef {import('./types.js').Layer} Layer
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

/**
 * The regions to choose from: all but the sides of the layer, which all mapped ground is told by already. One of those
 * that is measured all the same, as a link may ask for it, is among them.
 * @param {Regions | null} regions
 * @param {Layer | null} layer
 * @param {string} measured ID
 * @returns {Region[]}
 */
export function choosable(regions, layer, measured) {
  const sides = new Set(layer?.sides.map(({ region }) => region));
  return (regions?.features ?? []).filter(({ properties: { id } }) => id === measured || !sides.has(id));
}
