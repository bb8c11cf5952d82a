import styles from '../../css/cards.css?styles';
import { element } from '../element.js';
import { fetched } from '../tasks.js';
import { takeFocus } from './card.js';

/**
 * The cards, each fetched when it is first opened: none of them is part of the first view.
 *
 * @typedef {import('../state.js').State} State
 * @typedef {import('../types.js').Card} Card
 * @typedef {(card: HTMLElement) => void} Add  puts a card into the page
 * @typedef {{state: State, api: import('../api.js').Api, look: import('./share/pictures.js').Look}} Means  what cards are made with
 */

/** All that no first view needs, in one piece, and what it looks like. */
export const loadKit = () => fetched(Promise.all([import('./kit.js'), loadStyles()]).then(([kit]) => kit));

/** @type {Promise<void> | null} */
let styled = null;

function loadStyles() {
  return styled ??= new Promise((resolve, reject) => {
    const link = element('link', { rel: 'stylesheet', href: new URL(styles, import.meta.url).href });
    link.addEventListener('load', () => resolve());
    link.addEventListener('error', () => {
      // It can be tried again.
      styled = null;
      link.remove();
      reject(new TypeError('the styles of the cards'));
    });
    document.head.append(link);
  });
}

/**
 * @param {Means} means
 * @param {import('../tasks.js').Tasks} tasks
 * @param {Add} add
 */
export function createCards(means, tasks, add) {
  const { state } = means;
  // The card that an address opens leaves the focus where it is.
  const initial = state.values.card === 'place' ? 'place' : '';
  /** @type {Set<Card>} */
  const asked = new Set();
  state.watch(['card'], ({ card: id }) => {
    if (!id || asked.has(id)) return;
    asked.add(id);
    let failed = false;
    tasks.run(`card-${id}`, async () => {
      if (failed) return state.set({ card: id });
      try {
        const card = (await loadKit()).cards[id](means);
        add(card);
        if (state.values.card !== id) return;
        if (id !== initial) takeFocus(card);
        if (id === 'search') typeAhead(card.querySelector('input'));
      } catch (error) {
        // What opens it is not pressed for nothing, and opens it when it is pressed again.
        failed = true;
        asked.delete(id);
        ahead = [];
        if (state.values.card === id) state.set({ card: '' });
        throw error;
      }
    });
  });
}

/**
 * Fetches the cards as soon as somebody reaches for what opens them, so that they are there when it is pressed.
 * @param {HTMLElement} tools
 */
export function expectCards(tools) {
  // What fails here fails again, and is said, when it is wanted.
  const load = () => void loadKit().catch(() => {});
  for (const reach of ['pointerover', 'focusin']) tools.addEventListener(reach, load, { once: true });
}

/** Keys that were pressed before the search was there. @type {string[]} */
let ahead = [];

/** @param {HTMLInputElement | null} field of the search */
function typeAhead(field) {
  if (!field || ahead.length === 0) return;
  field.value = ahead.filter((key) => key.length === 1).join('');
  field.dispatchEvent(new Event('input'));
  if (ahead.includes('Enter')) field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }));
}

/** The key / opens the search, except where it is typed; what is typed while that comes goes into it. @param {State} state */
export function openBySlash(state) {
  document.addEventListener('keydown', (event) => {
    const { target, key, ctrlKey, metaKey, altKey } = event;
    const typing = target instanceof Element && target.closest('input, select, textarea, [contenteditable]');
    if (typing || ctrlKey || metaKey || altKey) return;
    const coming = state.values.card === 'search' && !document.getElementById('search-field');
    if (coming && (key.length === 1 || key === 'Enter')) ahead.push(key);
    else if (key === '/') {
      ahead = [];
      state.set({ card: 'search' });
    } else return;
    event.preventDefault();
  });
}
