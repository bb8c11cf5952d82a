import { element } from '../element.js';
import { nameIn } from '../format.js';
import { t } from '../i18n.js';
import { createChoice } from './choice.js';
import { icon } from './icons.js';

/**
 * The choice of what is measured: all mapped ground, a region, a side, or what is in view.
 *
 * @typedef {import('../state.js').State} State
 * @typedef {import('../types.js').Values} Values
 */

/** @param {State} state @returns {HTMLElement} */
export function createRegions(state) {
  const label = element('span', { class: 'regions-label' });
  const chosen = element('strong', { class: 'regions-chosen' });
  const choice = createChoice(
    { class: 'regions', choose: (region) => state.set({ region, absent: { ...state.values.absent, region: undefined } }) },
    element('span', { class: 'regions-face' }, label, ' ', chosen),
    icon('chevron'),
  );
  state.watch(['region', 'regions', 'language', 'layer'], (values) => {
    const options = regionOptions(values);
    label.textContent = `${t(values.language, 'measure')}:`;
    chosen.textContent = regionName(values);
    choice.set(t(values.language, 'measure'), options, values.region);
  });
  return choice.node;
}

/**
 * The name of what is measured now.
 * @param {Pick<Values, 'language' | 'regions' | 'region'>} values
 */
export function regionName(values) {
  return regionOptions(values).find(({ id }) => id === values.region)?.name ?? values.region;
}

/** @param {Pick<Values, 'language' | 'regions'>} values */
function regionOptions({ language, regions }) {
  return [
    { id: '', name: t(language, 'measure.all') },
    ...(regions?.features ?? []).map(({ properties: { id, name } }) => ({ id, name: nameIn(language, name) })),
    { id: 'view', name: t(language, 'measure.view') },
  ];
}
