import { withinOf } from '../area.js';
import { isCurrent, movedBy } from '../changes.js';
import { dayOf } from '../days.js';
import { element, fill } from '../element.js';
import { capitalised, formatArea, formatRange, formatShortDay, nameIn, partyName } from '../format.js';
import { t } from '../i18n.js';
import { parseRange } from '../url.js';
import { createCard } from './card.js';
import { signed } from './changepanel.js';
import { downloadButton } from './download.js';
import { failureText } from './failure.js';
import { groundName } from './ground.js';
import { fillPairTable } from './pairpanel.js';
import { regionName } from './regions.js';
import { rowsOf } from './rows.js';
import { tableTitles } from './tableopener.js';

/**
 * The table that is the twin of map and chart: what changed, both days, or every map of the record.
 *
 * @typedef {import('../state.js').State} State
 * @typedef {import('../types.js').Values} Values
 * @typedef {import('../types.js').Mode} Mode
 * @typedef {import('../types.js').Measurement} Measurement
 * @typedef {import('../types.js').ChangeAnswer} ChangeAnswer
 * @typedef {import('../i18n.js').Key} Key
 */

/** Rows of a page of the record: as many as one likes to scroll, and few enough to be drawn at once. */
const pageRows = 60;

/**
 * @param {State} state
 * @param {import('../api.js').Api} api
 * @returns {HTMLElement}
 */
export function createTableCard(state, api) {
  const about = element('p', { class: 'table-about' });
  const body = element('div', { class: 'table-body' });
  const csv = element('p', { class: 'table-csv' });
  const card = createCard(state, 'table', ({ language, mode }) => t(language, tableTitles[mode]), about, body, csv);
  let page = 0;
  const draw = () => {
    const { values } = state;
    if (values.card !== 'table' || !values.layer || values.day === '') return;
    about.textContent = aboutText(values);
    fill(csv, ...csvLinks(values, api));
    if (values.mode === 'change') return fill(body, ...changeTables(values));
    if (values.mode !== 'day') return fill(body, pairTable(values));
    const results = resultsIn(values);
    page = Math.min(page, Math.max(0, Math.ceil(results.length / pageRows) - 1));
    fill(body, recordTable(values, results.slice(page * pageRows, (page + 1) * pageRows)), results.length > pageRows && pager(results.length));
  };
  /** @param {number} count */
  const pager = (count) => {
    const { language } = state.values;
    /** @param {Key} key @param {number} to */
    const button = (key, to) => element('button', {
      type: 'button', class: 'table-turn', 'aria-disabled': String(to < 0 || to * pageRows >= count), click: () => {
        if (to < 0 || to * pageRows >= count) return;
        page = to;
        draw();
        // The buttons were drawn anew.
        /** @type {HTMLElement | null} */ (body.querySelector(`.table-turn:nth-of-type(${key === 'table.earlier' ? 1 : 2})`))?.focus();
      },
    }, t(language, key));
    return element('p', { class: 'table-pager' }, button('table.earlier', page - 1), button('table.later', page + 1));
  };
  state.watch(['card'], ({ card: open, snapshot }) => {
    const at = resultsIn(state.values).findIndex((result) => result.snapshot.id === snapshot?.id);
    if (open === 'table') page = Math.max(0, Math.floor(at / pageRows));
  });
  state.watch([
    'card', 'mode', 'language', 'layer', 'measured', 'range', 'region', 'area', 'bounds', 'regions', 'changes', 'from', 'day', 'fromSnapshot', 'snapshot', 'failure',
  ], draw);
  return card;
}

/**
 * The days, and the ground that is measured.
 * @param {Readonly<Values>} values
 */
function aboutText(values) {
  const { language, mode, from, day } = values;
  const results = mode === 'day' ? resultsIn(values) : [];
  const [first, last] = mode === 'day' ? [results[0]?.datetime ?? day, results[results.length - 1]?.datetime ?? day].map(dayOf) : [from, day];
  return `${formatRange(language, first, last)}, ${regionName(values)}`;
}

/** @param {Readonly<Values>} values @returns {Measurement[]} the maps of the record, or of the stretch that the chart shows */
function resultsIn({ measured, range }) {
  const [first, last] = parseRange(range) ?? ['', '9999-12-31'];
  return (measured?.results ?? []).filter(({ datetime }) => dayOf(datetime) >= first && dayOf(datetime) <= last);
}

/**
 * @param {string} caption
 * @param {{columns: string[], rows: {head: string, cells: string[], current?: boolean}[], texts?: number}} content the first
 *   `texts` columns after the head hold words, not numbers
 */
function table(caption, { columns, rows, texts = 0 }) {
  /** @param {number} i */
  const kind = (i) => (i < texts ? 'is-text' : null);
  return element('table', { class: 'pair-table table-plain' },
    element('caption', {}, caption),
    element('thead', {}, element('tr', {}, ...columns.map((text, i) => element('th', { scope: 'col', class: kind(i - 1) }, text)))),
    element('tbody', {}, ...rows.map(({ head, cells, current }) => element('tr', { 'aria-current': current && 'true' },
      element('th', { scope: 'row' }, head), ...cells.map((text, i) => element('td', { class: kind(i) }, text))))));
}

/**
 * Each map with its areas: a column for each party's certain ground and, where there is more to it, its upper bound.
 * @param {Readonly<Values>} values
 * @param {Measurement[]} results
 */
function recordTable({ language, layer, regions, snapshot }, results) {
  if (!layer) return null;
  const rows = rowsOf(language, layer, null, regions);
  const doubtful = layer.statuses.some(({ held }) => !held);
  const columns = rows.flatMap((row) => {
    const party = layer.statuses.some(({ held, party: of }) => held && of === row.key);
    if (!party) return [row.name];
    const name = partyName(language, row.key);
    return doubtful ? [t(language, 'pair.certain', { party: name }), t(language, 'table.upto', { party: name })] : [t(language, 'pair.certain', { party: name })];
  });
  return table(t(language, 'table.record'), {
    columns: [t(language, 'table.map'), ...columns],
    rows: results.map((result) => ({
      head: formatShortDay(language, dayOf(result.datetime)), current: result.snapshot.id === snapshot?.id,
      cells: rowsOf(language, layer, result, regions).flatMap(({ key, min, max }) => {
        const bounds = result.controlled.find(({ party }) => party === key);
        return bounds && doubtful ? [formatArea(language, bounds.min_km2), formatArea(language, bounds.max_km2)] : [formatArea(language, max ?? min ?? 0)];
      }),
    })),
  });
}

/** @param {Readonly<Values>} values */
function pairTable(values) {
  const made = element('table', { class: 'pair-table' });
  fillPairTable(made, values);
  return made;
}

/** @param {Readonly<Values>} values */
function changeTables({ language, layer, changes, failure, ...values }) {
  if (!changes || !isCurrent({ changes, layer, ...values })) return [element('p', {}, failure ? failureText(language, failure) : t(language, 'loading'))];
  /** @param {...Key} keys */
  const words = (...keys) => keys.map((key) => t(language, key));
  const corrected = changes.totals.some(({ kind }) => kind === 'correction');
  return [
    table(t(language, 'change.parties'), {
      columns: words('table.party', 'change.gained', 'change.lost'),
      rows: changes.parties.map((party) => {
        const { gained, lost } = movedBy(party);
        return { head: partyName(language, party.party), cells: [signed(language, gained), signed(language, -lost)] };
      }),
    }),
    table(t(language, 'change.what'), {
      texts: corrected ? 2 : 1,
      columns: words('table.was', 'table.is', ...(corrected ? /** @type {const} */ (['table.kind']) : []), 'unit.km2'),
      rows: changes.totals.map((way) => ({
        head: capitalised(groundName(language, layer, way.from_status, way.from_side)),
        cells: [capitalised(groundName(language, layer, way.to_status, way.to_side)), ...(corrected ? words(`table.${way.kind}`) : []), formatArea(language, way.area_km2)],
      })),
    }),
    table(t(language, 'change.places', { count: changes.settlements.length }), {
      texts: 2,
      columns: words('table.place', 'table.was', 'table.is'),
      rows: changes.settlements.map((place) => ({
        head: nameIn(language, place.name),
        cells: [[place.from_status, place.from_side], [place.to_status, place.to_side]].map(
          ([status, side]) => capitalised(groundName(language, layer, status, side))),
      })),
    }),
  ];
}

/**
 * @param {Readonly<Values>} values
 * @param {import('../api.js').Api} api
 */
function csvLinks(values, api) {
  const { language, layer, mode, from, day, fromSnapshot, snapshot } = values;
  if (!layer) return [];
  const { polygon, ...within } = withinOf(values);
  /** @param {Key} key @param {string} href */
  const link = (key, href) => element('a', { class: 'link', href, download: true }, t(language, key));
  if (mode === 'change') {
    const tables = /** @type {const} */ ([['table.csv.ground', undefined], ['table.csv.places', 'settlements']]);
    return tables.flatMap(([key, name]) => {
      const query = { layer: layer.id, from, to: day, ...within, table: name };
      // What is drawn by hand has no address to be fetched from.
      const had = polygon
        ? downloadButton(language, t(language, key), () => api.changesTable(query, polygon), `${layer.id}-${name ?? 'changes'}.csv`)
        : link(key, api.href('changes', { ...query, format: 'csv' }));
      return [had, ' '];
    });
  }
  if (polygon) return [];
  const results = resultsIn(values);
  // An interval has only maps of its own days: it begins with that of the map which answers for the first.
  const ends = mode === 'day' ? [results[0]?.datetime, results[results.length - 1]?.datetime] : [fromSnapshot?.valid_at, snapshot?.valid_at];
  const stretch = ends.map((time) => (time ? dayOf(time) : '..'));
  return [link('table.csv', api.href('area-controlled', { layer: layer.id, datetime: stretch.join('/'), ...within, format: 'csv' }))];
}
