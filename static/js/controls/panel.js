import { isStated } from '../credits.js';
import { dayOf } from '../days.js';
import { element, fill } from '../element.js';
import { formatArea, formatDay, formatShortDay, formatWeekday, layerName } from '../format.js';
import { t } from '../i18n.js';
import { hasTwoMaps } from '../pair.js';
import { createAccord } from './accord.js';
import { ageOf } from './age.js';
import { createAreaCitation } from './areacitation.js';
import { createAnnouncer } from './announce.js';
import { createChangePanel } from './changepanel.js';
import { failureText, isRefused, retryButton } from './failure.js';
import { icon } from './icons.js';
import { createPairNumbers, pairAges, pairFoot, pairTitle } from './pairpanel.js';
import { createNews } from './news.js';
import { createRegions, regionName } from './regions.js';
import { largestBound, measurementOf, rowsOf } from './rows.js';
import { createTableOpener } from './tableopener.js';
import { paint, swatch } from './texture.js';
import { createTitle } from './title.js';

/**
 * @typedef {import('../state.js').State} State
 * @typedef {import('../types.js').Values} Values
 * @typedef {import('../types.js').Language} Language
 * @typedef {import('./rows.js').Row} Row
 * @typedef {import('./rows.js').Part} Part
 */

/**
 * The panel: the day, the age of its map, and who held how much. On a phone its parts lie in the sheet.
 * @param {State} state
 * @returns {Generator<void, HTMLElement>} in parts
 */
export function* createPanel(state) {
  const numbers = element('ul', { class: 'panel-numbers' });
  const panel = element('section', { class: 'panel' });
  const parts = [
    () => createTitle(state), () => createDay(state),
    () => element('div', { class: 'panel-age' }, createAge(state), createNews(state)),
    () => element('div', { class: 'panel-region' }, createRegions(state)),
    () => numbers, () => createPairNumbers(state), () => createChangePanel(state), () => createAccord(state),
    () => element('div', { class: 'panel-foot' }, createFoot(state), createAreaCitation(state)), () => createAnnouncer(state),
  ];
  for (const create of parts) {
    panel.append(create());
    yield;
  }
  state.watch(['language'], ({ language }) => panel.setAttribute('aria-label', t(language, 'panel')));
  state.watch(['layer', 'snapshots', 'snapshot', 'measured', 'whole', 'region', 'area', 'regions', 'language', 'loading', 'mode'], (values) => {
    numbers.hidden = values.mode !== 'day';
    if (!numbers.hidden) drawNumbers(numbers, values);
    panel.setAttribute('aria-busy', String(isWaiting(values)));
  });
  return panel;
}

/** @param {State} state */
function createDay(state) {
  const day = element('h1', { class: 'panel-date' });
  const about = element('p', { class: 'panel-weekday' });
  state.watch(['mode', 'from', 'day', 'language', 'layer', 'snapshot', 'snapshots', 'failure'], (values) => {
    const { language, failure, layer } = values;
    const paired = values.mode !== 'day' && values.from !== '';
    day.classList.toggle('is-pair', paired);
    if (paired) {
      const { title, about: apart, explained } = pairTitle(values);
      day.textContent = title;
      day.hidden = false;
      fill(about, apart, explained && element('span', { class: 'panel-explained' }, `. ${explained}`));
      return;
    }
    const name = layer ? layerName(language, layer) : '';
    day.textContent = values.day ? formatDay(language, values.day) : name;
    day.hidden = day.textContent === '';
    if (!values.day) return;
    const age = ageOf(language, values.day, values.snapshot, values.snapshots);
    fill(
      about,
      t(language, 'day.weekday', { weekday: formatWeekday(language, values.day) }),
      age.kind === 'plain' && values.snapshots.length > 0 && !failure && element('span', { class: 'panel-plain-age' }, ` · ${age.text}`),
    );
  });
  return element('div', { class: 'panel-day' }, day, about);
}

/** @param {State} state */
function createAge(state) {
  const node = element('div', { class: 'age' });
  const names = /** @type {const} */ (['mode', 'from', 'day', 'language', 'layer', 'snapshot', 'fromSnapshot', 'snapshots', 'zones', 'failure', 'absent', 'region', 'area', 'drawing']);
  state.watch([...names], (values) => {
    fill(node, ...absentNotes(values), ...ageNotes(values), values.failure && !isToldBeside(values) && failureNote(state, values.failure));
  });
  return node;
}

/**
 * What is wrong with an area that is being drawn, the card for drawing says.
 * @param {Readonly<Values>} values
 */
function isToldBeside({ failure, drawing, area }) {
  return drawing === 'area' && area !== '' && isRefused(failure);
}

/**
 * Whoever follows a link to something that there is not must not take what is shown for it.
 * @param {Readonly<Values>} values
 */
function absentNotes({ language, layer, absent, region, regions, area, day, from }) {
  const shown = layer && layerName(language, layer);
  const measured = regionName({ language, region, regions, area });
  return [
    absent.layer && shown && note(t(language, 'absent.layer', { id: absent.layer }), t(language, 'absent.shown', { shown })),
    absent.with && note(t(language, 'absent.with', { id: absent.with }), ''),
    absent.region && note(t(language, 'absent.region', { id: absent.region }), t(language, 'absent.shown', { shown: measured })),
    ...[[absent.from, from], [absent.day, day]].map(([text, date]) => text && date
      && note(t(language, 'absent.day', { text }), t(language, 'absent.shown', { shown: formatShortDay(language, date) }))),
  ];
}

/** @param {string} lead @param {string} text */
function note(lead, text) {
  return element('p', { class: 'note' }, icon('clock'), element('span', {}, element('strong', {}, lead), ' ', text));
}

/** @param {Readonly<Values>} values */
function ageNotes(values) {
  const { language, day, mode, from, snapshot, snapshots, layer } = values;
  const listed = snapshots.length > 0 || layer?.snapshot_count === 0;
  // How old the map that the page came with is, is known before all the others are listed.
  const known = layer && (listed || (mode === 'day' && snapshot));
  if (!known) return [];
  const ages = mode !== 'day' && from ? pairAges(values) : [ageOf(language, day, snapshot, snapshots)].filter(({ kind }) => kind === 'note');
  return ages.map(({ lead, text }) => note(lead, text));
}

/**
 * @param {State} state
 * @param {Error} failure
 */
function failureNote(state, failure) {
  const { language, snapshot, zones } = state.values;
  const stale = zones && zones.snapshot.id !== snapshot?.id;
  return element(
    'p',
    { class: 'note', role: 'status' },
    icon('clock'),
    element(
      'span',
      {},
      element('strong', {}, failureText(language, failure)),
      ' ',
      stale && `${t(language, 'failure.kept', { date: formatShortDay(language, dayOf(zones.snapshot.valid_at)) })} `,
      retryButton(state, failure),
    ),
  );
}

/** @param {State} state */
function createFoot(state) {
  const texts = element('div');
  const node = element('div', {}, texts, createTableOpener(state));
  state.watch(['language', 'layer', 'mode', 'regions'], (values) => {
    const { language, layer, mode } = values;
    if (!layer) return;
    const doubtful = layer.statuses.some((s) => !s.held);
    const bounds = layer.sides.length ? 'foot.bounds' : 'foot.bounds-plain';
    const text = [
      t(language, layer.sides.length ? 'foot.rear' : 'foot.unmarked'),
      t(language, doubtful ? bounds : 'foot.rounded'),
    ];
    fill(
      texts,
      mode !== 'change' && element('p', {}, hasTwoMaps(values) ? pairFoot(values) : text.join(' ')),
      !isStated(layer.source.attribution) && element('p', {}, t(language, 'layer.unknown-source')),
      !isStated(layer.source.licence) && element('p', {}, t(language, 'layer.unknown-licence')),
    );
  });
  return node;
}

/**
 * Whether the numbers shown are not those of what is asked for.
 * @param {Readonly<Values>} values
 */
function isWaiting({ layer, loading, measured, whole, region, area, snapshot, snapshots }) {
  if (layer?.snapshot_count === 0) return false;
  if (loading || !measured || snapshots.length === 0) return true;
  if (area !== (measured.area ?? '')) return true;
  if (region === 'view' ? measured === whole : (measured.region?.id ?? '') !== region) return true;
  return snapshot !== null && !measurementOf(measured.results, snapshot.id);
}

/**
 * @param {Element} list
 * @param {Readonly<Values>} values
 */
function drawNumbers(list, { language, layer, measured, opening, snapshot, region, area, regions }) {
  if (!layer) return;
  const results = measured?.results ?? [];
  const first = !measured && !region && !area && opening?.snapshot.id === snapshot?.id ? opening : null;
  const measurement = snapshot && (measurementOf(results, snapshot.id) ?? first);
  const full = largestBound(results);
  fill(list, ...rowsOf(language, layer, measurement, regions).map((row) => numberRow(language, row, full)));
}

/**
 * @param {Language} language
 * @param {Row} row
 * @param {number} full the largest upper bound of the record, km²
 */
function numberRow(language, row, full) {
  return element(
    'li',
    { class: 'number', 'data-status': row.status.id },
    swatch(row.status),
    element('span', { class: 'number-name' }, row.name),
    element('span', { class: 'number-value' }, ...amount(language, row.min)),
    element('span', { class: 'number-where' }, row.where),
    row.max !== null && element('span', { class: 'number-bound' }, t(language, 'area.upto', { area: formatArea(language, row.max) })),
    row.status.held && bar(row, full),
    row.parts.length > 0 && element('ul', { class: 'number-parts' }, ...row.parts.map((part) => partRow(language, part))),
  );
}

/**
 * @param {Language} language
 * @param {Part} part
 */
function partRow(language, part) {
  return element(
    'li',
    {},
    swatch(part.status),
    element('span', { class: 'number-name' }, part.name),
    element('span', { class: 'number-value' }, ...amount(language, part.km2)),
  );
}

/**
 * @param {Language} language
 * @param {number | null} km2
 */
function amount(language, km2) {
  if (km2 === null) return ['–'];
  return [element('b', {}, formatArea(language, km2)), ' ', element('span', { class: 'unit' }, t(language, 'unit.km2'))];
}

/**
 * From 0 to the largest upper bound of the record: what is certain in the party's ground, what may be in hatch.
 * @param {Row} row
 * @param {number} full km²
 */
function bar(row, full) {
  const certain = element('span', { class: 'bar-certain' });
  paint(certain, row.status);
  const doubt = element('span', { class: 'bar-doubt ground ground-hatch' });
  const min = row.min ?? 0;
  certain.style.width = share(min, full);
  doubt.style.width = share((row.max ?? min) - min, full);
  return element('span', { class: 'bar', 'aria-hidden': 'true' }, certain, doubt);
}

/**
 * @param {number} km2
 * @param {number} full
 */
function share(km2, full) {
  return full > 0 ? `${((100 * km2) / full).toFixed(2)}%` : '0';
}
