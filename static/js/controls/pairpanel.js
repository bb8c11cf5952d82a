import { dayOf, daysBetween } from '../days.js';
import { element, fill } from '../element.js';
import { formatArea, formatDayAndMonth, formatDifference, formatShortDay, partyName } from '../format.js';
import { t } from '../i18n.js';
import { hasTwoMaps } from '../pair.js';
import { ageOf } from './age.js';
import { pairRows } from './pairrows.js';
import { measurementOf, rowsOf } from './rows.js';
import { swatch } from './texture.js';
import { createWays } from './views.js';

/**
 * What the panel says of two days.
 *
 * @typedef {import('../state.js').State} State
 * @typedef {import('../types.js').Values} Values
 * @typedef {import('../types.js').Language} Language
 * @typedef {import('./pairrows.js').PairRow} PairRow
 */

/**
 * Both days, and how far they are apart.
 * @param {Readonly<Values>} values
 * @returns {{title: string, about: string, explained: string}}
 */
export function pairTitle({ language, mode, from, day }) {
  const count = daysBetween(from, day);
  // Where there is no room for both in a line, each stays in one.
  const [first, last] = [from, day].map((date) => formatShortDay(language, date).replaceAll(' ', '\u00a0'));
  return {
    title: `${first} → ${last}`,
    about: t(language, 'pair.apart', { count }),
    explained: mode === 'change' ? t(language, 'change.explained') : '',
  };
}

/**
 * A note for each of the days that has no map of its own, or that there is nothing to compare.
 * @param {Readonly<Values>} values
 * @returns {{lead: string, text: string}[]}
 */
export function pairAges({ language, mode, from, fromSnapshot, day, snapshot, snapshots }) {
  if (mode === 'change' && snapshots.length === 1) return [{ lead: t(language, 'change.single'), text: '' }];
  const ends = from === day ? [/** @type {const} */ ([day, snapshot])] : /** @type {const} */ ([[from, fromSnapshot], [day, snapshot]]);
  // The notes lie below both days, which have the year; it is needed to tell them apart.
  const dateText = from.slice(0, 4) === day.slice(0, 4) ? formatDayAndMonth : formatShortDay;
  return ends.flatMap(([date, shown]) => {
    const age = ageOf(language, date, shown, snapshots);
    if (age.kind === 'plain') return [];
    const short = dateText(language, date);
    if (shown) return [{ lead: t(language, 'pair.none', { date: short }), text: age.text }];
    const first = formatShortDay(language, dayOf(snapshots[0].valid_at));
    return [{ lead: t(language, 'pair.before', { date: short, first }), text: '' }];
  });
}

/**
 * The ways to compare, and the areas of both days with their difference.
 * @param {State} state
 * @returns {HTMLElement}
 */
export function createPairNumbers(state) {
  const table = element('table', { class: 'pair-table' });
  const node = element('div', { class: 'panel-pair' }, createWays(state), table);
  state.watch(['mode', 'layer', 'from', 'day', 'fromSnapshot', 'snapshot', 'measured', 'language'], (values) => {
    node.hidden = !hasTwoMaps(values);
    if (!node.hidden && values.layer && values.from) fillPairTable(table, values);
  });
  return node;
}

/**
 * @param {HTMLTableElement} table
 * @param {Readonly<Values>} values
 */
export function fillPairTable(table, values) {
  const { language, from, day } = values;
  /** @param {string} date */
  const dayCell = (date) => element('th', { scope: 'col' }, formatDayAndMonth(language, date), element('br'), date.slice(0, 4));
  fill(
    table,
    element('caption', { class: 'unseen' }, t(language, 'pair.caption')),
    element('thead', {}, element('tr', {}, element('th', { scope: 'col' }, t(language, 'unit.km2')), dayCell(from), dayCell(day),
      element('th', { scope: 'col' }, t(language, 'pair.difference')))),
    element('tbody', {}, ...rowsOfPair(values).map((row) => pairRow(language, row))),
  );
}

/** @param {Readonly<Values>} values @returns {PairRow[]} */
export function rowsOfPair({ language, layer, measured, fromSnapshot, snapshot }) {
  if (!layer) return [];
  const results = measured?.results ?? [];
  /** @param {import('../types.js').Snapshot | null} of */
  const on = (of) => of && measurementOf(results, of.id);
  return pairRows(language, layer, on(fromSnapshot), on(snapshot));
}

/**
 * @param {Language} language
 * @param {PairRow} row
 */
function pairRow(language, { name, status, from, to }) {
  /** @param {number | null} km2 */
  const amount = (km2) => element('td', {}, km2 === null ? '–' : formatArea(language, km2));
  const difference = from === null || to === null ? '–' : formatDifference(language, to - from);
  return element('tr', { class: status ? '' : 'is-bound' },
    element('th', { scope: 'row' }, status && swatch(status), element('span', {}, name)), amount(from), amount(to), element('td', {}, difference));
}

/**
 * On whose ground each party's areas are, and how the two days are looked at.
 * @param {Readonly<Values>} values
 */
export function pairFoot({ language, layer, mode, regions }) {
  const rows = layer ? rowsOf(language, layer, null, regions) : [];
  const where = rows.filter(({ where: on, status }) => on && status.held).map((row) => `${partyName(language, row.key)}: ${row.where}.`);
  return [...where, mode === 'swipe' ? t(language, 'pair.swipe') : ''].filter(Boolean).join(' ');
}
