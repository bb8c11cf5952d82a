import { element } from '../element.js';
import { nameIn } from '../format.js';
import { t } from '../i18n.js';
import { goingTo } from '../place.js';

/**
 * Places, a few of them until the reader asks for all; one that is pressed is gone to, and its history opens.
 *
 * @typedef {import('../state.js').State} State
 * @typedef {{id: string, name: import('../types.js').Names, rank: number, says: [sign: Node, text: string][]}} ListedPlace  says
 *   is what is told of it, each part with its sign
 */

const few = 6;

/**
 * @param {State} state
 * @param {ListedPlace[]} places
 * @returns {(Node | null)[]}
 */
export function placeList(state, places) {
  const list = element('ul', { class: 'change-places' }, ...places.slice(0, few).map((place) => placeRow(state, place)));
  return [list, showAll(state, list, places.slice(few).map((place) => () => placeRow(state, place)))];
}

/**
 * Tells of the places in node which one is open.
 * @param {Element} node
 * @param {string} place its ID
 */
export function markPlace(node, place) {
  for (const button of node.querySelectorAll('[data-place]')) {
    if (button.getAttribute('data-place') === place) button.setAttribute('aria-current', 'true');
    else button.removeAttribute('aria-current');
  }
}

/**
 * A button that adds the rest to a list, and goes.
 * @param {State} state
 * @param {Element} list
 * @param {(() => Node)[]} rest
 */
export function showAll(state, list, rest) {
  if (rest.length === 0) return null;
  const shown = list.children.length;
  const button = element('button', { type: 'button', class: 'link', click: () => {
    list.append(...rest.map((make) => make()));
    // The focus goes on to the first of what has come.
    const next = /** @type {HTMLElement} */ (list.children[shown]);
    next.tabIndex = -1;
    (next.querySelector('button') ?? next).focus();
    button.remove();
  } }, t(state.values.language, 'change.all', { count: shown + rest.length }));
  return button;
}

/**
 * @param {State} state
 * @param {ListedPlace} place
 */
function placeRow(state, { id, name, rank, says }) {
  const { language } = state.values;
  const parts = says.flatMap(([sign, text], i) => [i ? ' ' : null, element('span', {}, sign, ` ${text}`)]);
  return element('li', {}, element('button', { type: 'button', class: 'change-place', 'data-place': id, click: () => goTo(state, id) },
    element('span', { class: rank <= 2 ? 'change-name change-large' : 'change-name' }, nameIn(language, name)),
    element('span', { class: 'change-way' }, ...parts)));
}

/**
 * @param {State} state
 * @param {string} id
 */
function goTo(state, id) {
  const found = state.values.settlements.find((settlement) => settlement.id === id);
  if (found) state.set(goingTo(id, [found.lon, found.lat]));
}
