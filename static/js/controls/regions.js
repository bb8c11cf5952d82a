import { element } from '../element.js';
import { nameIn } from '../format.js';
import { t } from '../i18n.js';
import { regionOf } from '../regions.js';
import { createChoice } from './choice.js';
import { icon } from './icons.js';

/**
 * The choice of what is measured: all mapped ground, a region, a side, or what is in view.
 *
 * @typedef {import('../state.js').State} State
 * @typedef {import('../types.js').Values} Values
 * @typedef {[number, number, number, number]} Bound  [w, s, e, n]
 */

/** The choice of an area of one's own; no region's id has a space. */
const drawnArea = 'drawn area';

/** @param {State} state @returns {HTMLElement} */
export function createRegions(state) {
  const label = element('span', { class: 'regions-label' });
  const chosen = element('strong', { class: 'regions-chosen' });
  const choice = createChoice(
    { class: 'regions', choose: (id) => state.set(choiceOf(state.values, id)) },
    element('span', { class: 'regions-face' }, label, ' ', chosen),
    icon('chevron'),
  );
  // Also with the card: the menu does not stay at what only opens it.
  state.watch(['region', 'area', 'regions', 'language', 'layer', 'card'], (values) => {
    const options = regionOptions(values);
    label.textContent = `${t(values.language, 'measure')}:`;
    chosen.textContent = regionName(values);
    choice.set(t(values.language, 'measure'), options, chosenOf(values));
  });
  return choice.node;
}

/**
 * The name of what is measured now.
 * @param {Pick<Values, 'language' | 'regions' | 'region' | 'area'>} values
 */
export function regionName(values) {
  const chosen = chosenOf(values);
  return regionOptions(values).find(({ id }) => id === chosen)?.name ?? chosen;
}

/** @param {Pick<Values, 'region' | 'area'>} values */
function chosenOf({ region, area }) {
  return area ? drawnArea : region;
}

/**
 * What a choice changes. A region that is out of view is gone to.
 * @param {Readonly<Values>} values
 * @param {string} id
 * @returns {Partial<Values>}
 */
function choiceOf({ regions, bounds, absent }, id) {
  if (id === drawnArea) return { card: 'measure', drawing: 'area' };
  const bound = regionOf(regions, id)?.bbox;
  const goal = bound && bounds && !meet(bound, bounds) ? bound : null;
  return { region: id, area: '', absent: { ...absent, region: undefined }, ...(goal ? { goal } : {}) };
}

/** Whether two bounds have ground in common. @param {Bound} a @param {Bound} b */
function meet([w, s, e, n], [west, south, east, north]) {
  return w < east && west < e && s < north && south < n;
}

/** @param {Pick<Values, 'language' | 'regions' | 'area'>} values */
function regionOptions({ language, regions, area }) {
  return [
    { id: '', name: t(language, 'measure.all') },
    ...(regions?.features ?? []).map(({ properties: { id, name } }) => ({ id, name: nameIn(language, name) })),
    { id: 'view', name: t(language, 'measure.view') },
    { id: drawnArea, name: t(language, area ? 'measure.drawn' : 'measure.draw') },
  ];
}
