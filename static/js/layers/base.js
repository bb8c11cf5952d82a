import { isHidden } from '../hiding.js';

/**
 * @typedef {import('../state.js').State} State
 * @typedef {import('../types.js').Values} Values
 */

/**
 * Draws what an operator gives the map to stand on, below everything: raster tiles, or a PMTiles file of vector tiles, whose
 * painter is loaded only then.
 * @param {import('leaflet').Map} map
 * @param {State} state
 */
export function createBase(map, state) {
  /** @type {import('leaflet').Layer | null} */
  let base = null;
  /** @type {Values['tiles']} */
  let asked = null;
  // The map of the earlier day may be gone before its ground has come.
  map.on('unload', () => { asked = null; });
  state.watch(['tiles', 'pmtiles', 'hide'], async (values) => {
    const { tiles, pmtiles } = values;
    const wanted = isHidden(values, 'base') ? null : pmtiles ?? tiles;
    if (wanted === asked) return;
    asked = wanted;
    const isVector = wanted !== null && wanted === pmtiles;
    const made = wanted && await (isVector ? loadVector(state, wanted.url) : loadRaster(wanted.url));
    if (wanted !== asked) return;
    base?.remove();
    base = made && made.addTo(map);
    map.getContainer().classList.toggle('has-tiles', Boolean(base));
    map.getContainer().classList.toggle('has-raster', Boolean(base) && !isVector);
  });
}

/**
 * @param {State} state
 * @param {string} url
 */
function loadVector(state, url) {
  return load(url, async () => (await import('./base/vector.js')).createVectorBase(state, new URL(url, document.baseURI).href));
}

/** @param {string} url */
function loadRaster(url) {
  return load(url, async () => (await import('./base/raster.js')).createRasterBase(url));
}

/**
 * @param {string} url
 * @param {() => Promise<import('leaflet').Layer>} make
 * @returns {Promise<import('leaflet').Layer | null>} null where it cannot be had: then the map stands on its own ground
 */
async function load(url, make) {
  try {
    return await make();
  } catch (error) {
    console.warn(`The base map ${url} cannot be read:`, error);
    return null;
  }
}
