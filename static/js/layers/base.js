import L from 'leaflet';
import { isHidden } from '../hiding.js';

/**
 * @typedef {import('../state.js').State} State
 * @typedef {import('../types.js').Values} Values
 */

/** @type {Pick<Values, 'tiles' | 'pmtiles'>} */
const nothing = { tiles: null, pmtiles: null };

/**
 * Draws what an operator gives the map to stand on, below everything: raster tiles, or a PMTiles file of vector tiles, whose
 * painter is loaded only then.
 * @param {L.Map} map
 * @param {State} state
 */
export function createBase(map, state) {
  /** @type {L.Layer | null} */
  let base = null;
  let asked = 0;
  state.watch(['tiles', 'pmtiles', 'hide'], async (values) => {
    const turn = ++asked;
    const { tiles, pmtiles } = isHidden(values, 'base') ? nothing : values;
    const made = pmtiles ? await loadVector(state, pmtiles.url) : tiles && L.tileLayer(tiles.url, { maxZoom: 13 });
    if (turn !== asked) return;
    base?.remove();
    base = made && made.addTo(map);
    map.getContainer().classList.toggle('has-tiles', Boolean(base));
    map.getContainer().classList.toggle('has-raster', Boolean(base) && !pmtiles);
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
