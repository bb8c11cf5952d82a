import { changesTold, groundToldOf, isCurrent, movedBy, pairsOf } from '../changes.js';
import { dayOf } from '../days.js';
import { element, fill } from '../element.js';
import { capitalised, formatArea, formatDifference, formatRange, partyName } from '../format.js';
import { t } from '../i18n.js';
import { areaFile, citationOf } from './citation.js';
import { groundName, groundSign } from './ground.js';
import { markPlace, placeList } from './placelist.js';
import { regionName } from './regions.js';

/**
 * What the panel says of the change between two days: who gained and lost, what became what, and which places changed hands.
 *
 * @typedef {import('../state.js').State} State
 * @typedef {import('../types.js').Values} Values
 * @typedef {import('../types.js').ChangeAnswer} ChangeAnswer
 * @typedef {import('../types.js').ChangeTotal} ChangeTotal
 */

/**
 * @param {State} state
 * @returns {HTMLElement}
 */
export function createChangePanel(state) {
  const about = element('p', { class: 'change-about' });
  const parties = element('table', { class: 'pair-table change-parties' });
  const detail = element('div', { class: 'change-detail' });
  const node = element('div', { class: 'panel-change' }, about, parties, detail);
  /** @type {ChangeAnswer | null} */
  let drawn = null;
  let { language } = state.values;
  const draw = () => {
    node.hidden = state.values.mode !== 'change';
    const changes = changesTold(state.values);
    // A list that the reader has opened stays open while it says the same.
    if (changes === drawn && language === state.values.language) return;
    [drawn, language] = [changes, state.values.language];
    if (!changes) return fill(parties), fill(detail);
    fill(parties, ...partyRows(state.values, changes.parties.map((party) => ({ party: party.party, ...movedBy(party) }))));
    fill(detail, element('p', { class: 'change-explained' }, t(language, 'change.explained')),
      ...ways(state.values, changes, 'movement'), ...ways(state.values, changes, 'correction'), ...places(state, changes),
      citationOf(language, changes, changes.within.polygon ? areaFile(language, changes.within.polygon) : null));
  };
  state.watch(['mode', 'changes', 'layer', 'fromSnapshot', 'snapshot', 'language'], draw);
  state.watch(['mode', 'changes', 'layer', 'fromSnapshot', 'snapshot', 'language', 'regions'], (values) => {
    const changes = changesTold(values);
    about.textContent = changes ? aboutText(values, changes) : '';
  });
  state.watch(['mode', 'changes', 'layer', 'fromSnapshot', 'snapshot', 'region', 'area', 'bounds'], (values) => {
    node.setAttribute('aria-busy', String(Boolean(values.fromSnapshot && values.snapshot) && !isCurrent(values)));
  });
  state.watch(['place'], ({ place }) => markPlace(detail, place));
  return node;
}

/**
 * The maps that are compared, and the ground that all that follows is of.
 * @param {Pick<Values, 'language' | 'regions'>} values
 * @param {ChangeAnswer} changes
 */
function aboutText({ language, regions }, changes) {
  const { region, from, to } = changes;
  const days = formatRange(language, dayOf((from ?? to).snapshot.valid_at), dayOf(to.snapshot.valid_at));
  const ground = regionName({ language, regions, ...groundToldOf(changes) });
  if (!region) return t(language, 'change.about', { days, ground });
  const area = t(language, 'area', { area: formatArea(language, region.area_km2) });
  return `${t(language, 'change.about', { days, ground: `${ground}, ${area}` })} ${t(language, 'change.outside')}`;
}

/**
 * The rows of a table of what each party gained and lost.
 * @param {Pick<Values, 'language' | 'layer'>} values
 * @param {{party: string, gained: number, lost: number}[]} parties
 */
export function partyRows({ language, layer }, parties) {
  /** @param {import('../i18n.js').Key} key */
  const head = (key) => element('th', { scope: 'col' }, t(language, key));
  const rows = parties.map(({ party, gained, lost }) => {
    /** @param {number} km2 */
    const cell = (km2) => element('td', {}, km2 === 0 ? '0' : t(language, 'area', { area: signed(language, km2) }));
    const status = layer?.statuses.find((one) => one.held && one.party === party);
    return element('tr', {}, element('th', { scope: 'row' }, groundSign(layer, status?.id ?? null), element('span', {}, partyName(language, party))),
      cell(gained), cell(-lost));
  });
  return [
    element('caption', { class: 'unseen' }, t(language, 'change.parties')),
    element('thead', {}, element('tr', {}, head(layer?.sides.length ? 'change.certain' : 'change.certain-plain'), head('change.gained'), head('change.lost'))),
    element('tbody', {}, ...rows),
  ];
}

/**
 * What was gained or lost, with its sign where it is not too little to be told.
 * @param {Values['language']} language
 * @param {number} km2
 */
export function signed(language, km2) {
  return Math.abs(km2) < 1 ? formatArea(language, Math.abs(km2)) : formatDifference(language, km2);
}

/**
 * @param {Readonly<Values>} values
 * @param {ChangeAnswer} changes
 * @param {ChangeTotal['kind']} kind
 */
function ways({ language, layer }, changes, kind) {
  const pairs = pairsOf(changes, kind);
  const title = element('h2', { class: 'change-title' }, t(language, kind === 'movement' ? 'change.what' : 'change.corrected'));
  if (pairs.length === 0) return kind === 'movement' ? [title, element('p', { class: 'change-none' }, t(language, 'change.none'))] : [];
  return [title, element('ul', { class: 'change-ways' }, ...pairs.map((way) => element('li', {},
    groundSign(layer, way.to_status, way.from_status),
    element('span', { class: 'change-way' }, `${capitalised(groundName(language, layer, way.from_status, way.from_side))} → ${groundName(language, layer, way.to_status, way.to_side)}`),
    element('strong', {}, t(language, 'area', { area: formatArea(language, way.area_km2) })))))];
}

/**
 * @param {State} state
 * @param {ChangeAnswer} changes
 */
function places(state, changes) {
  const { language, layer } = state.values;
  const moved = changes.settlements.filter(({ kind }) => kind === 'movement');
  if (moved.length === 0) return [];
  const title = element('h2', { class: 'change-title' }, t(language, 'change.places', { count: moved.length }));
  return [title, ...placeList(state, moved.map(({ from_status: from, from_side: fromSide, to_status: to, to_side: toSide, ...place }) => ({
    ...place,
    says: [
      [groundSign(layer, from), `${capitalised(groundName(language, layer, from, fromSide))} →`],
      [groundSign(layer, to), groundName(language, layer, to, toSide)],
    ],
  })))];
}
