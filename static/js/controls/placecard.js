import { formatCoordinates } from '../coordinates.js';
import { dayNumber, dayOf, isoDay } from '../days.js';
import { element, fill } from '../element.js';
import { formatDayAndMonth, formatShortDay, nameIn } from '../format.js';
import { stretchesOf, stretchOn } from '../history.js';
import { languages, t } from '../i18n.js';
import { snapshotOn } from '../loader.js';
import { exactnessOf, homeOf, homeOfPoint, placeOf } from '../place.js';
import { createCard } from './card.js';
import { citationOf } from './citation.js';
import { failureText, retryButton } from './failure.js';
import { groundSign, heldName } from './ground.js';
import { reportList } from './reports.js';
import { createRibbon } from './ribbon.js';

/**
 * The card of a place: what it is called, who held it when, and what was said of it by whom.
 *
 * @typedef {import('../state.js').State} State
 * @typedef {import('../types.js').Values} Values
 * @typedef {import('../history.js').Stretch} Stretch
 */

/** @param {State} state @returns {HTMLElement} */
export function createPlaceCard(state) {
  const about = element('p', { class: 'place-about' });
  const status = element('div', { class: 'place-status' });
  const note = element('div', { class: 'place-note' });
  const reports = element('div');
  const cite = element('div');
  const ribbon = createRibbon(state);
  /** @type {Stretch[]} */
  let stretches = [];
  const drawDay = () => {
    fill(status, ...statusLines(state.values, stretches));
    ribbon.drawDay(state.values);
  };
  state.watch(['place', 'settlements', 'regions', 'language', 'layer'], (values) => fill(about, ...aboutPlace(values)));
  state.watch(['history', 'language', 'layer', 'settlements'], (values) => {
    const { history, language } = values;
    stretches = history ? stretchesOf(history) : [];
    ribbon.draw(values, stretches);
    fill(reports, ...reportList(values));
    fill(cite, history && citationOf(language, history));
    drawDay();
  });
  state.onChange(['day', 'from', 'mode', 'snapshots'], drawDay);
  const card = createCard(state, 'place', titleOf, about, status, note, ribbon.node, reports, cite);
  state.watch(['history', 'placeFailure', 'language', 'place', 'layer'], (values) => {
    card.setAttribute('aria-busy', String(isWaiting(values)));
    fill(note, noteOf(state));
  });
  return card;
}

/** @param {Readonly<Values>} values */
function titleOf(values) {
  const place = placeOf(values);
  if (place?.settlement) return nameIn(values.language, place.settlement.name);
  return place ? formatCoordinates(place.position) : t(values.language, 'place.unknown');
}

/**
 * Its other names, where it lies, and how exactly that is known.
 * @param {Readonly<Values>} values
 */
function aboutPlace(values) {
  const place = placeOf(values);
  if (!place) return [];
  const { settlement, position } = place;
  if (!settlement) return [homeOfPoint(values, position)];
  const parts = [
    ...otherNames(values.language, settlement.name),
    homeOf(values, settlement),
    element('span', { class: 'place-where' }, [formatCoordinates(position), exactness(values.language, settlement.coord_source)].filter(Boolean).join(' ')),
  ];
  return parts.flatMap((part, i) => (i ? [' · ', part] : [part]));
}

/**
 * @param {Values['language']} language
 * @param {import('../types.js').Names} names
 */
function otherNames(language, names) {
  const shown = new Set([nameIn(language, names)]);
  return languages.filter((other) => {
    const isNew = names[other] && !shown.has(names[other]);
    shown.add(names[other]);
    return isNew;
  }).map((other) => element('span', { lang: other }, names[other]));
}

/** @param {Values['language']} language @param {string} source */
function exactness(language, source) {
  const exact = exactnessOf(source);
  return exact && t(language, 'place.exact', { exact });
}

/**
 * The status on each day that is looked at, never without that day.
 * @param {Readonly<Values>} values
 * @param {Stretch[]} stretches
 */
function statusLines(values, stretches) {
  if (stretches.length === 0) return [];
  const days = values.mode === 'day' || !values.from ? [values.day] : [values.from, values.day];
  return days.map((day) => statusLine(values, stretches, day));
}

/**
 * @param {Readonly<Values>} values
 * @param {Stretch[]} stretches
 * @param {string} day
 */
function statusLine({ language, layer, snapshots }, stretches, day) {
  const stretch = stretchOn(stretches, dayNumber(day));
  if (!stretch) return element('p', {}, t(language, 'place.before', { day: formatShortDay(language, isoDay(stretches[0].first)) }));
  const since = isoDay(stretch.first);
  const shown = snapshotOn(snapshots, day);
  const map = shown && dayOf(shown.valid_at);
  const sinceText = since.slice(0, 4) === day.slice(0, 4) ? formatDayAndMonth(language, since) : formatShortDay(language, since);
  return element(
    'p',
    {},
    groundSign(layer, stretch.status),
    element(
      'span',
      {},
      element('strong', {}, t(language, 'place.on', { status: heldName(language, layer, stretch.status, stretch.side), day: formatShortDay(language, day) })),
      ` · ${t(language, stretch === stretches[0] ? 'place.since-first' : 'place.since', { day: sinceText })}`,
      map && map !== day && element('span', { class: 'place-map' }, ` · ${t(language, 'compare.map', { date: formatShortDay(language, map) })}`),
    ),
  );
}

/** @param {Readonly<Values>} values */
function isWaiting({ place, history, placeFailure, layer }) {
  return Boolean(place && layer?.snapshot_count && !history && !placeFailure);
}

/** What there is to say instead of a history. @param {State} state */
function noteOf(state) {
  const { language, placeFailure, layer } = state.values;
  if (isWaiting(state.values)) return element('p', { class: 'place-loading', role: 'status' }, t(language, 'place.loading'));
  if (layer?.snapshot_count === 0) return element('p', {}, t(language, 'place.no-maps'));
  if (!placeFailure) return null;
  return element('p', { class: 'note', role: 'status' }, element('span', {}, failureText(language, placeFailure), ' ', retryButton(state, placeFailure)));
}
