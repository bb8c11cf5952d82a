import { element } from '../element.js';
import { atOnce, drawNow } from '../frames.js';
import { createLooseMap } from '../layers/map.js';
import { drawScene } from '../layers/scene.js';
import { State } from '../state.js';

/**
 * Where pictures are taken: the map once more, in the size of the picture and without the cards, beside the page and
 * unseen. It is part of the page only while it is looked at.
 *
 * @typedef {import('../types.js').Values} Values
 * @typedef {import('../layers/labels/boxes.js').Box} Box
 * @typedef {{width: number, height: number}} Size
 * @typedef {{values: Readonly<Values>, size: Size, keepOff: Box[]}} Shot  no name lies in keepOff
 * @typedef {{container: HTMLElement, map: import('leaflet').Map, show: (shot: Shot) => void}} Stage
 */

/** What of the page's state does not make the picture. @type {Partial<Values>} */
const unseen = { view: null, card: '', embed: false, uploading: false, playing: false, pins: [], pin: null, proposed: null };

const patience = 8000; // ms

/** Makes the studio; its maps are made when they are first looked at, and kept. */
export function createStudio() {
  const host = element('div', { class: 'studio', 'aria-hidden': 'true', inert: true });
  /** @type {Stage[]} */
  const stages = [];
  return {
    /** @param {number} number of the stage: 0, or 1 for a second map beside the first @param {Readonly<Values>} values */
    stage: (number, values) => stages[number] ??= createStage(host, values),
    /** Waits until the tiles are there that the maps stand on, or for as long as it may be. */
    async settled() {
      const until = performance.now() + patience;
      while (performance.now() < until && !stages.every(({ map }) => isGrounded(map))) await new Promise((resolve) => setTimeout(resolve, 50));
    },
    /** Makes node part of the page, unseen, so that the stylesheets hold for it. @param {Element} node */
    dress: (node) => host.append(node),
    /**
     * Looks at the studio, during which it is part of the page.
     * @template T
     * @param {() => T} look
     * @returns {T}
     */
    look(look) {
      document.body.append(host);
      try {
        return look();
      } finally {
        host.remove();
      }
    },
  };
}

/** Whether a layer is made of tiles. @param {import('leaflet').Layer} layer @returns {layer is import('leaflet').GridLayer} */
function isTiled(layer) {
  return 'isLoading' in layer;
}

/** Whether the tiles of a map have come. @param {import('leaflet').Map} map */
function isGrounded(map) {
  let [all, come] = [0, 0];
  map.eachLayer((layer) => {
    if (!isTiled(layer)) return;
    all++;
    if (!layer.isLoading()) come++;
  });
  return all > 0 && come === all;
}

/**
 * @param {HTMLElement} host
 * @param {Readonly<Values>} values
 * @returns {Stage}
 */
function createStage(host, values) {
  const container = element('div', { class: 'map' });
  host.append(container);
  const state = new State({ ...values, ...unseen });
  /** @type {Box[]} */
  let boxes = [];
  const map = createLooseMap(container, state);
  atOnce(drawScene(map, state, () => boxes));
  let framed = '';
  return {
    container, map,
    show({ values: shown, size, keepOff }) {
      const { bounds } = shown;
      const frame = JSON.stringify([bounds, size, keepOff]);
      state.set({ ...shown, ...unseen });
      if (frame !== framed && bounds) {
        framed = frame;
        boxes = keepOff;
        Object.assign(container.style, { width: `${size.width}px`, height: `${size.height}px` });
        map.invalidateSize({ animate: false });
        map.fitBounds([[bounds[1], bounds[0]], [bounds[3], bounds[2]]], { animate: false });
      }
      drawNow();
    },
  };
}
