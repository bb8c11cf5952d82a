import { formatCoordinates, parseCoordinates } from '../coordinates.js';
import { element, fill } from '../element.js';
import { nameIn } from '../format.js';
import { t } from '../i18n.js';
import { goingTo, homeOf } from '../place.js';
import { createSearch } from '../search.js';
import { formatPoints } from '../url.js';
import { createCard } from './card.js';

/**
 * The search: settlements and regions by name, and points by their coordinates. A combobox as W3C's patterns have it: the
 * focus stays in the field, the arrows choose from the list.
 *
 * @typedef {import('../state.js').State} State
 * @typedef {import('../types.js').Values} Values
 * @typedef {{name: string, about: string, changes: Partial<Values>}} Found  changes are what choosing it does
 * @typedef {import('../search.js').Entry & {found: (values: Readonly<Values>) => Found}} Entry
 */

/** @param {State} state @returns {HTMLElement} */
export function createSearchCard(state) {
  const label = element('label', { class: 'search-label', for: 'search-field' });
  const field = element('input', {
    id: 'search-field', class: 'search-field', type: 'text', role: 'combobox', autofocus: true, autocomplete: 'off',
    autocapitalize: 'off', spellcheck: 'false', enterkeyhint: 'search', 'aria-controls': 'search-list', 'aria-autocomplete': 'list',
    'aria-expanded': 'false',
  });
  const list = element('ul', { id: 'search-list', class: 'search-list', role: 'listbox', hidden: true });
  const hint = element('p', { class: 'search-hint' });
  const said = element('p', { class: 'unseen', role: 'status' });
  const results = createResults(state, field, list);
  const card = createCard(state, 'search', ({ language }) => t(language, 'tool.search'), label, field, hint, list, said);
  const look = () => {
    const text = field.value.trim();
    const found = find(state.values, text);
    results.show(found);
    const { language } = state.values;
    hint.textContent = text && found.length === 0 ? t(language, 'search.none', { text }) : t(language, 'search.hint');
    said.textContent = found.length ? t(language, 'search.count', { count: found.length }) : text && hint.textContent;
  };
  field.addEventListener('input', look);
  state.watch(['language', 'settlements', 'regions', 'card'], ({ language, card: open }) => {
    label.textContent = t(language, 'search.label');
    list.setAttribute('aria-label', t(language, 'search.results'));
    if (open === 'search') look();
  });
  state.onChange(['card'], ({ card: open }) => { if (open === 'search') field.select(); });
  return card;
}

/**
 * The list of what was found, and the keys that move through it.
 * @param {State} state
 * @param {HTMLInputElement} field
 * @param {HTMLElement} list
 */
function createResults(state, field, list) {
  /** @type {Found[]} */
  let results = [];
  let chosen = -1;
  /** @param {number} index */
  const mark = (index) => {
    chosen = index;
    [...list.children].forEach((option, i) => option.setAttribute('aria-selected', String(i === index)));
    const option = list.children[index];
    if (option) field.setAttribute('aria-activedescendant', option.id);
    else field.removeAttribute('aria-activedescendant');
    option?.scrollIntoView({ block: 'nearest' });
  };
  /** @param {Found[]} found */
  const show = (found) => {
    results = found;
    fill(list, ...found.map((result, i) => optionOf(result, i, () => state.set(result.changes))));
    list.hidden = found.length === 0;
    field.setAttribute('aria-expanded', String(found.length > 0));
    mark(found.length > 0 ? 0 : -1);
  };
  field.addEventListener('keydown', (event) => {
    const { length } = results;
    const next = { ArrowDown: (chosen + 1) % length, ArrowUp: (chosen - 1 + length) % length }[event.key];
    if (next !== undefined && length > 0) {
      event.preventDefault();
      mark(next);
    } else if (event.key === 'Enter' && results[chosen]) {
      event.preventDefault();
      state.set(results[chosen].changes);
    } else if (event.key === 'Escape' && field.value) {
      // The first Escape empties the field, the next one closes the card.
      event.stopPropagation();
      field.value = '';
      field.dispatchEvent(new Event('input'));
    }
  });
  return { show };
}

/**
 * @param {Found} found
 * @param {number} index
 * @param {() => void} choose
 */
function optionOf({ name, about }, index, choose) {
  return element(
    'li',
    { id: `search-option-${index}`, class: 'search-option', role: 'option', 'aria-selected': 'false', click: choose },
    element('strong', {}, name), ' ', element('span', {}, about),
  );
}

/**
 * @param {Readonly<Values>} values
 * @param {string} text
 * @returns {Found[]} the best first
 */
function find(values, text) {
  if (!text) return [];
  const point = parseCoordinates(text);
  if (point) return [pointFound(values, point)];
  return searchOf(values)(text).map(({ found }) => found(values));
}

/** @type {WeakMap<object, WeakMap<object, (text: string) => Entry[]>>} what is searched, made once for what there is */
const searches = new WeakMap();
const noRegions = {};

/** @param {Readonly<Values>} values */
function searchOf({ settlements, regions }) {
  const made = searches.get(settlements) ?? new WeakMap();
  searches.set(settlements, made);
  const search = made.get(regions ?? noRegions) ?? createSearch(entriesOf(settlements, regions));
  made.set(regions ?? noRegions, search);
  return search;
}

/**
 * @param {Values['settlements']} settlements
 * @param {Values['regions']} regions
 * @returns {Entry[]}
 */
function entriesOf(settlements, regions) {
  return [
    ...settlements.map((settlement) => ({
      id: settlement.id, names: settlement.name, rank: settlement.rank,
      found: (/** @type {Readonly<Values>} */ values) => settlementFound(values, settlement),
    })),
    ...(regions?.features ?? []).map((region) => ({
      id: region.properties.id, names: region.properties.name, rank: 0,
      found: (/** @type {Readonly<Values>} */ values) => regionFound(values, region),
    })),
  ];
}

/** @param {Readonly<Values>} values @param {Values['settlements'][number]} settlement @returns {Found} */
function settlementFound(values, settlement) {
  const { id, name, lon, lat } = settlement;
  return {
    name: nameIn(values.language, name),
    about: homeOf(values, settlement),
    changes: goingTo(id, [lon, lat]),
  };
}

/** @param {Readonly<Values>} values @param {import('../types.js').Position} point @returns {Found} */
function pointFound({ language }, point) {
  return {
    name: t(language, 'search.go', { where: formatCoordinates(point) }),
    about: '',
    changes: goingTo(formatPoints([point]), point),
  };
}

/** @param {Readonly<Values>} values @param {NonNullable<Values['regions']>['features'][number]} region @returns {Found} */
function regionFound({ language }, { properties, bbox }) {
  return {
    name: nameIn(language, properties.name),
    about: t(language, 'search.region'),
    changes: { region: properties.id, area: '', card: '', goal: bbox },
  };
}
