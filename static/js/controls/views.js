import { element } from '../element.js';
import { t } from '../i18n.js';

/**
 * The switch between the views: one day, two compared, what changed.
 *
 * @typedef {import('../state.js').State} State
 * @typedef {import('../types.js').Mode} Mode
 */

/** Each view with the mode that it begins in. */
const views = /** @type {const} */ ([['view.day', 'day'], ['view.compare', 'swipe'], ['view.change', 'change']]);
/** The ways to compare. */
const ways = /** @type {const} */ ([['way.swipe', 'swipe'], ['way.side', 'side']]);

/** @param {State} state @returns {HTMLElement} */
export function createViews(state) {
  return createSwitch(state, { class: 'views', label: 'views', choices: views, isChosen: (mode, now) => mode === viewOf(now) });
}

/** @param {State} state @returns {HTMLElement} */
export function createWays(state) {
  return createSwitch(state, { class: 'ways', label: 'ways', choices: ways, isChosen: (mode, now) => mode === now });
}

/** @param {Mode} mode @returns {Mode} the one that its view begins in */
function viewOf(mode) {
  return mode === 'side' ? 'swipe' : mode;
}

/**
 * @param {State} state
 * @param {{
 *   class: string, label: import('../i18n.js').Key, choices: readonly (readonly [import('../i18n.js').Key, Mode])[],
 *   isChosen: (mode: Mode, now: Mode) => boolean
 * }} how
 */
function createSwitch(state, { class: name, label, choices, isChosen }) {
  const buttons = choices.map(([key, mode]) => {
    const click = () => {
      if (!isChosen(mode, state.values.mode)) state.set({ mode, playing: false });
    };
    return { key, mode, button: element('button', { type: 'button', class: 'view', click }) };
  });
  const node = element('div', { class: name, role: 'group' }, ...buttons.map(({ button }) => button));
  state.watch(['language', 'mode'], ({ language, mode: now }) => {
    node.setAttribute('aria-label', t(language, label));
    for (const { key, mode, button } of buttons) {
      button.textContent = t(language, key);
      button.setAttribute('aria-pressed', String(isChosen(mode, now)));
    }
  });
  return node;
}
