import { GridLayer } from 'leaflet/src/layer/tile/GridLayer.js';
import { PMTiles } from 'pmtiles';
import { paint, sourcesToViews } from 'protomaps-leaflet';
import { element } from '../../element.js';
import { breath } from '../../frames.js';
import { paintRules } from './paint.js';

/**
 * @typedef {import('../../state.js').State} State
 * @typedef {import('./paint.js').Colours} Colours
 * @typedef {import('leaflet').Coords} Coords
 * @typedef {(canvas: HTMLCanvasElement, at: Coords) => Promise<void>} Draw
 */

const tileSize = 256; // pixels of the page
const margin = 16; // pixels around a tile, for lines whose middle lies beside it

/**
 * A layer of vector tiles in the page's own colours, which change with the theme. It has no names: the page has its own.
 * The layer that protomaps-leaflet has lays names out, and takes Leaflet for a global; of it we need the painting only.
 * @param {State} state
 * @param {string} url of a PMTiles file in the Protomaps schema
 * @returns {Promise<import('leaflet').GridLayer>}
 */
export async function createVectorBase(state, url) {
  const archive = new PMTiles(url);
  const { maxZoom } = await archive.getHeader();
  const colours = coloursNow();
  /** What is shown. @type {Map<HTMLElement, Coords>} */
  const tiles = new Map();
  const [view] = sourcesToViews({ url: archive, maxDataZoom: maxZoom }).values();
  const draw = drawFrom(view, colours);
  const layer = new GridLayer({ tileSize });
  /** @type {any} */ (layer).createTile = (/** @type {Coords} */ at, /** @type {import('leaflet').DoneCallback} */ done) => {
    const canvas = element('canvas', {});
    tiles.set(canvas, at);
    breath().then(() => (tiles.has(canvas) ? draw(canvas, at) : undefined)).then(() => done(undefined, canvas), (error) => done(error, canvas));
    return canvas;
  };
  layer.on('tileunload', ({ tile }) => tiles.delete(tile));
  layer.once('remove', followTheme(state, () => {
    Object.assign(colours, coloursNow());
    // One that cannot be fetched stays as it is.
    for (const [canvas, at] of tiles) draw(/** @type {HTMLCanvasElement} */ (canvas), at).catch(() => {});
  }));
  return layer;
}

/**
 * @param {import('protomaps-leaflet').View} view
 * @param {Colours} colours read at every painting
 * @returns {Draw}
 */
function drawFrom(view, colours) {
  const rules = paintRules(colours);
  return async (canvas, at) => {
    const prepared = new Map([['', [await view.getDisplayTile(at)]]]);
    canvas.width = canvas.height = tileSize * devicePixelRatio;
    const context = canvas.getContext('2d');
    if (!context) return;
    context.scale(devicePixelRatio, devicePixelRatio);
    const [x, y] = [at.x * tileSize, at.y * tileSize];
    const bound = { minX: x - margin, minY: y - margin, maxX: x + tileSize + margin, maxY: y + tileSize + margin };
    const origin = /** @type {Parameters<typeof paint>[6]} */ ({ x, y });
    paint(context, at.z, prepared, null, rules, bound, origin, false);
  };
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
