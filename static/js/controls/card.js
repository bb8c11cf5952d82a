import { element, fill } from '../element.js';
import { t } from '../i18n.js';
import { icon } from './icons.js';

/**
 * The cards beside the map: of a place, of what can be shared, of layers. One at a time is open: at the right on wide
 * screens, in the panel's place on tablets, over the sheet on phones.
 *
 * @typedef {import('../state.js').State} State
 * @typedef {import('../types.js').Card} Card
 * @typedef {import('../types.js').Values} Values
 */

/** What had the focus when a card was opened. @type {WeakMap<Element, Element>} */
const openers = new WeakMap();

/**
 * A card that is open while `state.card` is its id. Opened, it or what has `autofocus` in it gets the focus; Escape and its button
 * close it, and the focus goes back to where it was.
 * @param {State} state
 * @param {Exclude<Card, ''>} id
 * @param {(values: Readonly<Values>) => Node | string} title drawn anew with the language
 * @param {...Node} body
 * @returns {HTMLElement}
 */
export function createCard(state, id, title, ...body) {
  const heading = element('h2', { class: 'card-title', id: `card-${id}` });
  const close = element('button', { type: 'button', class: 'card-close', click: () => closeCard(state, id) }, icon('close'));
  const card = element(
    'section',
    { class: `card card-${id}`, tabindex: '-1', 'aria-labelledby': heading.id },
    element('header', { class: 'card-head' }, heading, close),
    ...body,
  );
  state.watch(['language', 'card', 'place', 'settlements', 'layer', 'mode'], (values) => {
    if (values.card === id) fill(heading, title(values));
    close.setAttribute('aria-label', t(values.language, 'close'));
    close.title = t(values.language, 'close');
  });
  showWhileOpen(state, id, card);
  closeByEscape(state, id, card);
  return card;
}

/**
 * Escape closes the card: pressed in it, on the map that it tells of, or anywhere that has no other use for it.
 * @param {State} state
 * @param {Card} id
 * @param {HTMLElement} card
 */
function closeByEscape(state, id, card) {
  document.addEventListener('keydown', ({ key, target }) => {
    if (key !== 'Escape' || !(target instanceof Element)) return;
    if (target === document.body || card.contains(target) || target.matches('.map')) closeCard(state, id);
  });
}

/** @param {State} state @param {Card} id */
function closeCard(state, id) {
  if (state.values.card === id) state.set({ card: '', ...(id === 'place' ? { place: '' } : {}) });
}

/**
 * @param {State} state
 * @param {Card} id
 * @param {HTMLElement} card
 */
function showWhileOpen(state, id, card) {
  card.hidden = state.values.card !== id;
  state.onChange(['card'], (values) => {
    const open = values.card === id;
    if (open === !card.hidden) return;
    card.hidden = !open;
    const opener = openers.get(card);
    if (open) takeFocus(card);
    else if (opener instanceof HTMLElement && values.card === '') opener.focus({ preventScroll: true });
  });
}

/**
 * Gives the focus to a card that has been opened.
 * @param {HTMLElement} card
 */
export function takeFocus(card) {
  const { activeElement } = document;
  // One that opens from another card gives the focus back to where that one had it from.
  const other = activeElement?.closest('.card');
  if (activeElement) openers.set(card, (other && openers.get(other)) ?? activeElement);
  const first = /** @type {HTMLElement | null} */ (card.querySelector('[autofocus]'));
  (first ?? card).focus({ preventScroll: true });
}
