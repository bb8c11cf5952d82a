import L from 'leaflet';
import { isHidden } from '../hiding.js';

/**
 * @typedef {import('../state.js').State} State
 * @typedef {import('../types.js').Values} Values
 */

/**
 * Draws what an operator gives the map to stand on, below everything: raster tiles, or a PMTiles file of vector tiles, whose
 * painter is loaded only then.
 * @param {L.Map} map
 * @param {State} state
 */
export function createBase(map, state) {
  /** @type {L.Layer | null} */
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
    const made = isVector ? await loadVector(state, wanted.url) : wanted && L.tileLayer(wanted.url, { maxZoom: 13 });
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
 * @returns {Promise<L.Layer | null>} null where the file cannot be read: then the map stands on its own ground
 */
async function loadVector(state, url) {
  try {
    const { createVectorBase } = await import('./base/vector.js');
    return await createVectorBase(state, new URL(url, document.baseURI).href);
  } catch (error) {
    console.warn(`The base map ${url} cannot be read:`, error);
    return null;
  }
}
