import { hasMap } from '../accordloader.js';
import { leastPair } from '../changes.js';
import { dayOf, daysBetween } from '../days.js';
import { element, fill } from '../element.js';
import { formatArea, formatShortDay, layerName } from '../format.js';
import { t } from '../i18n.js';
import { chooseOther, otherLayer } from '../layerchoice.js';
import { citationOf } from './citation.js';
import { groundName, groundSign } from './ground.js';
import { icon } from './icons.js';
import { markPlace, placeList, showAll } from './placelist.js';
import { refill } from './refill.js';

/**
 * What the panel says of two layers that are shown against each other: of which maps, on how much ground they agree, and on
 * which they do not.
 *
 * @typedef {import('../state.js').State} State
 * @typedef {import('../types.js').Values} Values
 * @typedef {import('../types.js').Layer} Layer
 * @typedef {import('../types.js').Accord} Accord
 * @typedef {import('../types.js').AccordPair} AccordPair
 * @typedef {{language: Values['language'], layer: Layer, other: Layer}} Both
 */

/** How many pairs are listed before the reader asks for all. */
const few = 5;

/** @param {State} state @returns {HTMLElement} */
export function createAccord(state) {
  const title = element('h2');
  const stop = element('button', { type: 'button', class: 'accord-stop', click: () => {
    // It is gone with what it ends: the focus goes to what stands before.
    if (stop === document.activeElement) node.closest('.panel')?.querySelector('select')?.focus({ preventScroll: true });
    chooseOther(state, '');
  } }, icon('close'));
  const maps = element('div', { class: 'accord-maps' });
  const numbers = element('div', { class: 'accord-numbers' });
  const node = element('section', { class: 'panel-accord' }, element('div', { class: 'accord-title' }, title, stop), maps, numbers);
  state.watch(['layers', 'layer', 'with', 'language', 'day', 'snapshot', 'mode', 'accord', 'comparing', 'failure'], (values) => {
    const { language, layer } = values;
    const other = otherLayer(values);
    node.hidden = !layer || !other;
    if (!layer || !other) return;
    const name = layerName(language, other);
    title.textContent = t(language, 'accord', { layer: name });
    node.setAttribute('aria-label', title.textContent);
    stop.title = t(language, 'accord.stop', { layer: name });
    stop.setAttribute('aria-label', stop.title);
    fill(maps, ...mapsOf(values, { language, layer, other }));
    // Those of another day stay while the day's are under way.
    numbers.hidden = values.accord?.datetime !== values.day && (!values.comparing || values.failure !== null);
  });
  state.watch(['with', 'language', 'mode', 'accord'], (values) => {
    const { language, layer, accord, mode } = values;
    const other = otherLayer(values);
    if (layer && other && accord && mode === 'day') refill(numbers, ...numbersOf(state, accord, { language, layer, other }));
    else fill(numbers);
  });
  state.watch(['place', 'accord'], ({ place }) => markPlace(numbers, place));
  state.watch(['comparing'], ({ comparing }) => numbers.setAttribute('aria-busy', String(comparing)));
  return node;
}

/**
 * Which map of each layer is held against the other, or why none is.
 * @param {Readonly<Values>} values
 * @param {Both} both
 */
function mapsOf({ mode, day, accord, comparing, failure }, { language, layer, other }) {
  if (mode !== 'day') return [element('p', {}, t(language, 'accord.one-day'))];
  for (const one of [other, layer]) {
    const name = layerName(language, one);
    if (one.first_valid_at === null) return [note(t(language, 'accord.empty', { layer: name }))];
    const date = formatShortDay(language, dayOf(one.first_valid_at));
    if (!hasMap(one, day)) return [note(t(language, 'accord.begins', { layer: name, date }))];
  }
  if (accord?.datetime !== day) return [comparing && !failure && element('p', {}, t(language, 'accord.waiting'))];
  const maps = /** @type {const} */ ([[layer, accord.snapshot], [other, accord.with_snapshot]]);
  const names = { first: layerName(language, layer), other: layerName(language, other) };
  return [
    element('p', {}, t(language, 'accord.key', names)),
    ...maps.map(([one, snapshot]) => mapOf(language, one, accord.datetime, dayOf(snapshot.valid_at))),
  ];
}

/**
 * Which map answers for a layer; one of an earlier day is told so loudly.
 * @param {Values['language']} language
 * @param {Layer} layer
 * @param {string} day
 * @param {string} shown the day of the map
 */
function mapOf(language, layer, day, shown) {
  const name = layerName(language, layer);
  if (shown === day) return element('p', {}, t(language, 'accord.this', { layer: name }));
  return note(t(language, 'accord.earlier', { layer: name, date: formatShortDay(language, shown), count: daysBetween(shown, day) }));
}

/** @param {string} text */
function note(text) {
  return element('p', { class: 'note' }, icon('clock'), element('span', {}, text));
}

/**
 * @param {State} state
 * @param {Accord} accord
 * @param {Both} both
 */
function numbersOf(state, accord, both) {
  const { language } = both;
  const sums = /** @type {const} */ ([['agree', accord.agree_km2], ['disagree', accord.disagree_km2], ['unsaid', accord.unsaid_km2]]);
  return [
    element('dl', { class: 'accord-sums' }, ...sums.flatMap(([kind, km2]) => [
      element('dt', {}, element('span', { class: `swatch accord-${kind}`, 'aria-hidden': 'true' }), t(language, `accord.${kind}`)),
      element('dd', {}, element('b', {}, formatArea(language, km2)), ' ', element('span', { class: 'unit' }, t(language, 'unit.km2'))),
    ])),
    ...pairsOf(state, accord, both),
    ...placesOf(state, accord, both),
    citationOf(language, numbersAlone(accord), csvLink(language, accord)),
  ];
}

/**
 * What each says of the ground on which they disagree, the largest first.
 * @param {State} state
 * @param {Accord} accord
 * @param {Both} both
 */
function pairsOf(state, accord, both) {
  const { language, layer, other } = both;
  const pairs = accord.pairs.filter(({ kind, area_km2: km2 }) => kind === 'disagree' && km2 >= leastPair);
  if (pairs.length === 0) return [];
  const body = element('tbody', {}, ...pairs.slice(0, few).map((pair) => pairRow(pair, both)));
  const more = showAll(state, body, pairs.slice(few).map((pair) => () => pairRow(pair, both)));
  /** @param {string} text */
  const column = (text) => element('th', { scope: 'col' }, text);
  return [
    element('table', { class: 'accord-pairs' },
      element('caption', {}, t(language, 'accord.pairs')),
      element('thead', {}, element('tr', {}, column(layerName(language, layer)), column(layerName(language, other)), column(t(language, 'unit.km2')))),
      body),
    more,
  ];
}

/**
 * @param {AccordPair} pair
 * @param {Both} both
 */
function pairRow(pair, { language, layer, other }) {
  return element('tr', {},
    element('td', {}, groundSign(layer, pair.status, pair.with_status, other), element('span', {}, groundName(language, layer, pair.status, pair.side))),
    element('td', {}, groundName(language, other, pair.with_status, pair.with_side)),
    element('td', {}, formatArea(language, pair.area_km2)));
}

/**
 * The settlements on ground on which they disagree.
 * @param {State} state
 * @param {Accord} accord
 * @param {Both} both
 */
function placesOf(state, { settlements }, { language, layer, other }) {
  if (settlements.length === 0) return [];
  const title = element('h3', { class: 'change-title' }, t(language, 'accord.places', { count: settlements.length }));
  return [title, ...placeList(state, settlements.map((place) => ({
    ...place,
    says: [
      [groundSign(layer, place.status), `${groundName(language, layer, place.status, place.side)} ≠`],
      [groundSign(other, place.with_status), groundName(language, other, place.with_status, place.with_side)],
    ],
  })))];
}

/**
 * What is cited are the numbers: they are there for everyone, also where the ground may not be passed on.
 * @param {Accord} accord
 */
function numbersAlone({ citation, permalink }) {
  const [text, link] = [citation, permalink].map((one) => one.replace('format=geojson&', ''));
  return { citation: text, permalink: link };
}

/**
 * The pairs as a table; those within an area that was sent along cannot be asked for by a link alone.
 * @param {Values['language']} language
 * @param {Accord} accord
 */
function csvLink(language, { permalink }) {
  const url = new URL(permalink);
  if (url.searchParams.has('polygon')) return null;
  url.searchParams.set('format', 'csv');
  return element('p', {}, element('a', { href: url.href, download: true }, t(language, 'accord.csv')));
}
