import { dayOf } from '../days.js';
import { element, fill } from '../element.js';
import { formatDay, formatShortDay } from '../format.js';
import { t } from '../i18n.js';
import { freeBox } from '../layers/free.js';
import { dividerAt, partOf, splitOf } from '../layers/split.js';
import { hasTwoMaps } from '../pair.js';
import { createDivider } from './divider.js';

/**
 * What stands on the maps of two days: a flag on each that says its day, and the divider between them.
 *
 * @typedef {import('../state.js').State} State
 * @typedef {import('../types.js').Values} Values
 * @typedef {import('../layers/split.js').Split} Split
 * @typedef {import('../layers/labels/boxes.js').Box} Box
 * @typedef {Record<'from' | 'day', HTMLElement>} Flags
 */

const air = 16; // pixels, from the edge of the page and from what stands there
const panelHeight = 140; // pixels that a panel has at least, and tools never
const knobUp = 52; // pixels from the line with the sources: its own height and some air
const foot = 24; // pixels: what ends as near above the time control stands along the foot of the map
const crampedBelow = 100; // pixels between what stands at head and foot, which flags and knob need
const smallBelow = 600;

/**
 * @param {State} state
 * @param {import('leaflet').Map} map of the later day
 * @param {import('../layers/map.js').Cards} cards
 * @returns {HTMLElement}
 */
export function createCompare(state, map, cards) {
  /** @type {Flags} */
  const flags = { from: element('p', { class: 'compare-flag compare-from' }), day: element('p', { class: 'compare-flag compare-day' }) };
  /** What was free when the cards were looked at last. */
  let free = freeBox(innerWidth, innerHeight, []);
  const divider = createDivider(state, () => free);
  const section = element('section', { class: 'compare' }, flags.from, flags.day, divider);
  /** @param {number} at */
  const moveTo = (at) => {
    divider.style.transform = `translateX(${at}px)`;
    if (state.values.mode === 'swipe') for (const flag of Object.values(flags)) flag.style.left = `${at}px`;
  };
  const layOut = () => {
    const split = hasTwoMaps(state.values) ? splitOf(state.values, innerWidth, innerHeight, cards()) : null;
    section.hidden = !split;
    if (!split) return;
    free = split.free;
    divider.hidden = state.values.mode !== 'swipe';
    moveTo(split.at);
    const others = cards().filter((box) => !isFlag(box, flags));
    const end = footOf(others, split.free.y1);
    section.classList.toggle('is-cramped', end - headOf(others, 0, innerWidth) < crampedBelow);
    divider.style.setProperty('--knob', `${end - knobUp}px`);
    section.dataset.mode = state.values.mode;
    section.classList.toggle('is-stacked', !split.upright);
    section.style.setProperty('--split', `${split.at}px`);
    for (const day of /** @type {const} */ (['from', 'day'])) placeFlag(flags[day], day, { split, mode: state.values.mode, cards: others });
  };
  state.watch(['mode', 'day', 'from', 'snapshot', 'fromSnapshot', 'language'], (values) => {
    section.setAttribute('aria-label', t(values.language, 'compare'));
    if (hasTwoMaps(values)) {
      fillFlag(flags.from, values, values.from, values.fromSnapshot);
      fillFlag(flags.day, values, values.day, values.snapshot);
    }
    layOut();
  });
  state.onChange(['divider'], (values) => moveTo(dividerAt(free, values.divider)));
  map.on('cardschange', layOut);
  addEventListener('resize', layOut);
  return section;
}

/**
 * @param {HTMLElement} flag
 * @param {Readonly<Values>} values
 * @param {string} day
 * @param {import('../types.js').Snapshot | null} snapshot
 */
function fillFlag(flag, { language }, day, snapshot) {
  if (!day) return;
  const shown = snapshot && dayOf(snapshot.valid_at);
  const date = innerWidth < smallBelow ? formatShortDay(language, day) : formatDay(language, day);
  fill(flag, element('strong', {}, date), element('span', {}, shown === day
    ? t(language, 'compare.map.this')
    : shown ? t(language, 'compare.map', { date: formatShortDay(language, shown) }) : t(language, 'compare.map.none')));
}

/**
 * At the divider both flags touch it, each from its side, and stand equally low; else each stands at the head of its map.
 * @param {HTMLElement} flag
 * @param {'from' | 'day'} end
 * @param {{split: Split, mode: Values['mode'], cards: Box[]}} on
 */
function placeFlag({ style, offsetWidth }, end, { split, mode, cards }) {
  const { x0, y0 } = partOf(split, end, innerWidth, innerHeight);
  const left = mode === 'swipe' ? split.at : Math.max(x0, split.free.x0) + air;
  const [from, to] = mode === 'swipe' ? [0, innerWidth] : [left, left + offsetWidth];
  style.left = `${left}px`;
  style.top = `${(y0 > 0 ? y0 : Math.max(split.free.y0, headOf(cards, from, to))) + air}px`;
}

/**
 * How far down those cards reach that stand at the head of the page between left and right; the panel is none of them.
 * @param {Box[]} cards
 * @param {number} left
 * @param {number} right
 */
function headOf(cards, left, right) {
  const heads = cards.filter(({ x0, y0, x1, y1 }) => y0 <= air && y1 - y0 < panelHeight && x0 < right && x1 > left);
  return Math.max(0, ...heads.map(({ y1 }) => y1));
}

/**
 * Where those cards begin that stand along the foot of the map.
 * @param {Box[]} cards
 * @param {number} end of what is free
 */
function footOf(cards, end) {
  const feet = cards.filter(({ y0, y1 }) => y1 <= end && y1 >= end - foot && y1 - y0 < panelHeight);
  return Math.min(end, ...feet.map(({ y0 }) => y0));
}

/**
 * Whether box is that of a flag: the flags do not make room for themselves.
 * @param {Box} box
 * @param {Flags} flags
 */
function isFlag({ x0, y0 }, flags) {
  return Object.values(flags).some((flag) => {
    const { left, top } = flag.getBoundingClientRect();
    return left === x0 && top === y0;
  });
}
