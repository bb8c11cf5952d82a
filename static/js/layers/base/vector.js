import './leaflet.js';
import { PMTiles } from 'pmtiles';
import { leafletLayer } from 'protomaps-leaflet';
import { paintRules } from './paint.js';

/**
 * @typedef {import('../../state.js').State} State
 * @typedef {import('./paint.js').Colours} Colours
 */

/**
 * A layer of vector tiles in the page's own colours, which change with the theme. It has no names: the page has its own.
 * @param {State} state
 * @param {string} url of a PMTiles file in the Protomaps schema
 * @returns {Promise<import('leaflet').GridLayer>}
 */
export async function createVectorBase(state, url) {
  const archive = new PMTiles(url);
  const { maxZoom } = await archive.getHeader();
  const colours = coloursNow();
  const layer = leafletLayer({
    url: archive, maxDataZoom: maxZoom, attribution: '', paintRules: paintRules(colours), labelRules: [],
  });
  // Its own types leave Leaflet's out.
  const made = /** @type {import('leaflet').GridLayer} */ (/** @type {unknown} */ (layer));
  made.once('remove', followTheme(state, () => {
    Object.assign(colours, coloursNow());
    layer.rerenderTiles();
  }));
  return made;
}

/** @returns {Colours} as tokens.css has them in the theme that is shown */
function coloursNow() {
  const style = getComputedStyle(document.documentElement);
  /** @param {string} token */
  const colour = (token) => style.getPropertyValue(`--gz-${token}`).trim();
  return {
    land: colour('land'), water: colour('water'), wood: colour('wood'), built: colour('built'), road: colour('road'),
  };
}

/**
 * @param {State} state
 * @param {() => void} act
 * @returns {() => void} stops it
 */
function followTheme(state, act) {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const stop = state.onChange(['theme'], act);
  dark.addEventListener('change', act);
  return () => {
    stop();
    dark.removeEventListener('change', act);
  };
}
