import { dayOf } from '../../days.js';
import { element } from '../../element.js';
import { formatArea, formatDifference, formatShortDay, nameIn, partyName } from '../../format.js';
import { t } from '../../i18n.js';
import { partyRows } from '../changepanel.js';
import { swatch } from '../texture.js';
import { areaRows, isUnchanged, largeChanges, numbered } from './judge.js';
import { problemText, problemWords, warningText, withServerWords } from './rules.js';

/**
 * What the page writes of a dry run.
 *
 * @typedef {import('../../state.js').State} State
 * @typedef {import('../../types.js').Language} Language
 * @typedef {import('../../types.js').Layer} Layer
 * @typedef {import('../../types.js').Pin} Pin
 * @typedef {import('../../types.js').Problem} Problem
 * @typedef {import('../../types.js').Status} Status
 * @typedef {import('../../types.js').UploadReport} UploadReport
 * @typedef {import('./judge.js').Row} Row
 */

/**
 * @param {State} state
 * @param {UploadReport} report
 * @returns {HTMLElement}
 */
export function drawReport(state, report) {
  const { language, layers } = state.values;
  const statuses = layers.flatMap((layer) => layer.statuses ?? []);
  // What is large stands above, in the reader's language.
  const warnings = report.warnings.filter(({ rule }) => rule !== 'large-change' && rule !== 'party-halved');
  return element(
    'div',
    { class: 'report' },
    isUnchanged(report) && element('p', { class: 'note' }, t(language, 'upload.no-change')),
    element('h3', {}, t(language, 'upload.areas')),
    areaTable(language, layers, areaRows(report), report.change.against !== null),
    ...(report.changes ? movedGround(state, report.changes) : []),
    element('h3', {}, t(language, 'upload.geometry')),
    element(
      'p',
      {},
      t(language, 'upload.zones', { count: report.zones }),
      ' ',
      report.repairs.length ? t(language, 'upload.repairs', { count: report.repairs.length }) : t(language, 'upload.clean'),
    ),
    report.repairs.length > 0 && drawProblems(state, report.repairs),
    warnings.length > 0 && element('h3', {}, t(language, 'upload.warnings', { count: warnings.length })),
    warnings.length > 0 && element('ul', { class: 'warnings' }, ...warnings.map((warning) => (
      element('li', {}, ...withServerWords(language, warningText(language, warning, statuses), warning.message))))),
  );
}

/**
 * Who would gain and lose, and how that is drawn on the map.
 * @param {State} state
 * @param {import('../../types.js').ProposedChange} changes
 */
function movedGround({ values: { language, layers, layer: shown } }, { layer: id, parties, features }) {
  if (features.length === 0) return [];
  // A layer that is yet to be made looks as the one that is shown, but has no sides.
  const layer = layers.find((one) => one.id === id) ?? (shown && { ...shown, sides: [] });
  const rows = parties.map(({ party, gained_km2: gained, lost_km2: lost }) => ({ party, gained, lost }));
  return [
    element('h3', { 'aria-hidden': 'true' }, t(language, 'change.parties')),
    element('table', { class: 'pair-table change-parties' }, ...partyRows({ language, layer }, rows)),
    element('p', {}, t(language, 'upload.drawn')),
  ];
}

/**
 * The places where a rule is broken, numbered as the pins on the map; each leads to its pin.
 * @param {State} state
 * @param {(Problem & {area_before_km2?: number, area_after_km2?: number})[]} problems
 * @returns {HTMLElement}
 */
export function drawProblems(state, problems) {
  const { language } = state.values;
  return element(
    'ol',
    { class: 'problems' },
    ...numbered(problems).map(({ number, pin }, i) => element(
      'li',
      {},
      pin ? pinButton(state, pin) : element('span', { class: 'pin-number' }, String(number)),
      element('div', {}, ...problemWords(language, problems[i]), ' ', areaChange(language, problems[i])),
    )),
  );
}

/**
 * What would be large about it, and the words that ask whether it is meant.
 * @param {Language} language
 * @param {UploadReport} report
 * @returns {HTMLElement | null} null if nothing is large
 */
export function drawLarge(language, report) {
  const large = largeChanges(report);
  if (large.length === 0) return null;
  const lines = large.map(({ party, before, after }) => {
    const numbers = { before: formatArea(language, before), after: formatArea(language, after) };
    if (party) return t(language, 'upload.halved', { ...numbers, party: partyName(language, party) });
    return report.zones === 0 ? t(language, 'upload.large-empty') : t(language, 'upload.large-numbers', numbers);
  });
  return element(
    'p',
    { class: 'alarm' },
    element('strong', {}, t(language, 'upload.large')),
    ' ',
    [...lines, t(language, 'upload.large-ask')].join(' '),
  );
}

/**
 * The map that the upload was compared with.
 * @param {Language} language
 * @param {UploadReport} report
 */
export function comparedWith(language, { change, snapshot }) {
  const lines = [
    change.against
      ? t(language, 'upload.compared', { date: formatShortDay(language, dayOf(change.against.valid_at)) })
      : t(language, 'upload.first'),
  ];
  if (snapshot.revision > 1) lines.push(t(language, 'upload.revision', { number: snapshot.revision }));
  return lines.join(' ');
}

/**
 * @param {State} state
 * @param {Pin} pin
 */
function pinButton(state, pin) {
  const label = t(state.values.language, 'upload.show', { what: problemText(state.values.language, pin) });
  return element(
    'button',
    { type: 'button', class: 'pin-number', 'aria-label': `${pin.number}. ${label}`, title: label, click: () => state.set({ pin: { ...pin } }) },
    String(pin.number),
  );
}

/**
 * @param {Language} language
 * @param {{area_before_km2?: number, area_after_km2?: number}} problem
 */
function areaChange(language, { area_before_km2: before, area_after_km2: after }) {
  if (before === undefined || after === undefined) return '';
  const text = t(language, 'upload.repaired', { before: formatArea(language, before), after: formatArea(language, after) });
  return element('span', { class: 'repaired', lang: language }, text);
}

/**
 * @param {Language} language
 * @param {Layer[]} layers
 * @param {Row[]} rows
 * @param {boolean} compared whether there is a map before
 */
function areaTable(language, layers, rows, compared) {
  const head = compared ? /** @type {const} */ (['before', 'after', 'gained', 'lost']) : /** @type {const} */ (['after']);
  return element(
    'table',
    { class: 'areas' },
    element('thead', {}, element('tr', {},
      element('th', { scope: 'col' }, t(language, 'upload.status')),
      ...head.map((name) => element('th', { scope: 'col' }, t(language, `upload.${name}`))))),
    element('tbody', {}, ...rows.map((row) => element('tr', { 'data-status': row.status },
      statusCell(language, layers, row.status),
      ...head.map((name) => element('td', {}, cell(language, row, name)))))),
  );
}

/**
 * @param {Language} language
 * @param {Row} row
 * @param {'before' | 'after' | 'gained' | 'lost'} name
 */
function cell(language, row, name) {
  if (name === 'gained') return formatDifference(language, row.gained);
  if (name === 'lost') return formatDifference(language, -row.lost);
  return formatArea(language, row[name]);
}

/**
 * @param {Language} language
 * @param {Layer[]} layers
 * @param {string} id
 */
function statusCell(language, layers, id) {
  // A new layer brings its vocabulary with its first file; until then another layer's word for it serves.
  const status = layers.flatMap((layer) => layer.statuses ?? []).find((s) => s.id === id);
  return element(
    'th',
    { scope: 'row' },
    element('span', { class: 'status' }, status && swatch(status), status ? nameIn(language, status.name) : id),
  );
}
