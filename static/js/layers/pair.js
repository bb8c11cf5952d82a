import * as L from '../leaflet.js';
import { element } from '../element.js';
import { atOnce, breath, drawNow, inTurn } from '../frames.js';
import { mirrorEarlier } from '../mirror.js';
import { hasTwoMaps } from '../pair.js';
import { couple } from './couple.js';
import { freeBox, headOf, middleOf } from './free.js';
import { createLooseMap, createMap } from './map.js';
import { drawScene } from './scene.js';
import { chooseByClick, chooseByKey } from './selection.js';
import { dividerAt, partOf, splitOf } from './split.js';

/**
 * The maps of two days: that of the earlier one is there only while it is looked at, coupled to the other.
 *
 * @typedef {import('../state.js').State} State
 * @typedef {import('./labels/boxes.js').Box} Box
 * @typedef {import('./map.js').Cards} Cards
 */

/** Milliseconds without a movement of the divider after which names are laid out again. */
const rest = 120;
const ends = /** @type {const} */ (['from', 'day']);

/**
 * @param {HTMLElement} container of the map of the day, or of the later one
 * @param {State} state
 * @param {Cards} cards in pixels of the page, which fills the window
 * @returns {Promise<L.Map>} once all is there that is drawn on it
 */
export async function createMaps(container, state, cards) {
  const map = await createMap(container, state, around(container, state, 'day', cards));
  await breath();
  await inTurn(drawScene(map, state, covered(container, state, 'day', cards)));
  chooseByClick(map, state);
  chooseByKey(map, state, () => middleAmong(map, around(container, state, 'day', cards)()));
  /** @type {ReturnType<typeof createEarlier> | null} */
  let earlier = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let resting;
  /** What was free when the cards were looked at last: to measure them at every step of a drag would cost it its pace. */
  let free = { x0: 0, y0: 0, x1: 0, y1: 0 };
  const share = () => {
    const split = splitBetween(state, cards);
    if (split) free = split.free;
    const side = state.values.mode === 'side' && split;
    setPart(container, side ? partOf(split, 'day', innerWidth, innerHeight) : null);
    if (!split || !earlier) return;
    setPart(earlier.container, side ? partOf(split, 'from', innerWidth, innerHeight) : null);
    clip(earlier.container, side ? null : split.at);
  };
  state.watch(['mode'], ({ mode }) => {
    const paired = hasTwoMaps({ mode });
    if (paired) earlier ??= createEarlier(map, state, cards);
    share();
    if (!paired) earlier?.remove();
    if (!paired) earlier = null;
    for (const one of [map, earlier?.map]) one?.fire('cardschange');
  });
  map.on('cardschange', share);
  addEventListener('resize', share);
  state.onChange(['divider'], ({ divider }) => {
    if (earlier) clip(earlier.container, dividerAt(free, divider));
    clearTimeout(resting);
    resting = setTimeout(() => [map, earlier?.map].forEach((one) => one?.fire('cardschange')), rest);
  });
  return map;
}

/**
 * @param {L.Map} map
 * @param {State} state
 * @param {Cards} cards
 */
function createEarlier(map, state, cards) {
  const container = element('section', { id: 'map-earlier', class: 'map' });
  map.getContainer().after(container);
  const mirror = mirrorEarlier(state);
  const earlier = createLooseMap(container, mirror.state);
  atOnce(drawScene(earlier, mirror.state, covered(container, mirror.state, 'from', cards)));
  chooseByClick(earlier, state);
  /** @param {L.Map} one */
  const middle = (one) => middleAmong(one, around(one.getContainer(), state, one === map ? 'day' : 'from', cards)());
  chooseByKey(earlier, state, () => middle(earlier));
  const { align, part } = couple(map, earlier, middle);
  const observer = new ResizeObserver(align);
  observer.observe(container);
  return {
    container,
    map: earlier,
    remove() {
      observer.disconnect();
      part();
      mirror.stop();
      // Nothing that was put off may be drawn on a map that is gone.
      requestAnimationFrame(() => {
        drawNow();
        earlier.remove();
        container.remove();
      });
    },
  };
}

/**
 * How two maps share the page now; null where there is one. To look for the cards has the browser lay out the page.
 * @param {State} state
 * @param {Cards} cards
 */
function splitBetween({ values }, cards) {
  return hasTwoMaps(values) ? splitOf(values, innerWidth, innerHeight, cards()) : null;
}

/** The middle of what boxes leave free of a map, in its pixels. @param {L.Map} map @param {Box[]} boxes */
function middleAmong(map, boxes) {
  const { x, y } = map.getSize();
  return new L.Point(...middleOf(freeBox(x, y, boxes)));
}

/**
 * @param {HTMLElement} container
 * @param {Box | null} box of the page; null is all of it
 */
function setPart({ style }, box) {
  style.inset = box ? `${box.y0}px ${innerWidth - box.x1}px ${innerHeight - box.y1}px ${box.x0}px` : '';
}

/**
 * @param {HTMLElement} container
 * @param {number | null} at pixels from the left up to which it is seen; null is all of it
 */
function clip({ style }, at) {
  style.clipPath = at === null ? '' : `inset(0 calc(100% - ${at}px) 0 0)`;
}

/**
 * The cards in pixels of a container.
 * @param {Element} container
 * @param {Cards} cards
 * @returns {Cards}
 */
function over(container, cards) {
  return () => {
    const { left, top } = container.getBoundingClientRect();
    return cards().map(({ x0, y0, x1, y1 }) => ({ x0: x0 - left, y0: y0 - top, x1: x1 - left, y1: y1 - top }));
  };
}

/**
 * What lies around the free part of a map: for each of two maps beside each other the same, so that both show the same place in
 * the middle.
 * @param {Element} container
 * @param {State} state
 * @param {'from' | 'day'} end
 * @param {Cards} cards
 * @returns {Cards}
 */
function around(container, state, end, cards) {
  const near = over(container, cards);
  return () => {
    const split = state.values.mode === 'side' && splitBetween(state, cards);
    if (!split) return near();
    const part = partOf(split, end, innerWidth, innerHeight);
    const [width, height] = [part.x1 - part.x0, part.y1 - part.y0];
    const { x0, y0, x1, y1 } = freeOf(split, end);
    // What stands at the head of either is kept clear on both.
    const head = Math.max(...ends.map((one) => headIn(split, one, cards())));
    return [
      { x0: 0, y0: 0, x1: width, y1: y0 + head }, { x0: 0, y0: y1, x1: width, y1: height },
      { x0: 0, y0: 0, x1: x0, y1: height }, { x0: x1, y0: 0, x1: width, y1: height },
    ];
  };
}

/**
 * What is free of one of two maps beside each other, in its own pixels.
 * @param {import('./split.js').Split} split
 * @param {'from' | 'day'} end
 * @returns {Box}
 */
function freeOf(split, end) {
  const { free } = split;
  const part = partOf(split, end, innerWidth, innerHeight);
  return {
    x0: Math.max(0, free.x0 - part.x0), y0: Math.max(0, free.y0 - part.y0),
    x1: Math.min(part.x1, free.x1) - part.x0, y1: Math.min(part.y1, free.y1) - part.y0,
  };
}

/**
 * How far down the cards reach that stand at the head of that map, in pixels from where it is free.
 * @param {import('./split.js').Split} split
 * @param {'from' | 'day'} end
 * @param {Box[]} cards
 */
function headIn(split, end, cards) {
  const { x0, y0, x1, y1 } = freeOf(split, end);
  const part = partOf(split, end, innerWidth, innerHeight);
  const free = { x0: x0 + part.x0, y0: y0 + part.y0, x1: x1 + part.x0, y1: y1 + part.y0 };
  return headOf(free, cards) - free.y0;
}

/**
 * The cards, and the ground that is another map's where two lie over each other.
 * @param {Element} container
 * @param {State} state
 * @param {'from' | 'day'} end
 * @param {Cards} cards
 * @returns {Cards}
 */
function covered(container, state, end, cards) {
  const near = over(container, cards);
  return () => {
    const split = state.values.mode === 'swipe' && splitBetween(state, cards);
    return split ? [...near(), partOf(split, end === 'day' ? 'from' : 'day', innerWidth, innerHeight)] : near();
  };
}
