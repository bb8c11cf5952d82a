import { dayOf, isDay } from '../../days.js';
import { element } from '../../element.js';
import { formatShortDay } from '../../format.js';
import { t } from '../../i18n.js';
import { disclose } from '../disclosure.js';
import { icon } from '../icons.js';
import { createFollow } from '../news.js';
import { createDaySteps } from './buttons.js';
import { createSpeed } from './speed.js';

/** @typedef {import('../../state.js').State} State */

/**
 * A button that opens what leads to any day: a field for a date, the first map, the newest, and whether the newest is shown by
 * itself. On a phone, where the bar has no room for them, also the steps by a day and the speed.
 * @param {State} state
 * @returns {HTMLElement}
 */
export function createJump(state) {
  const button = element('button', { type: 'button', class: 'timeline-jump-button', 'aria-controls': 'timeline-jump' }, icon('calendar'));
  const body = element('div', { class: 'timeline-jump', id: 'timeline-jump' });
  const { close } = disclose(button, body);
  button.addEventListener('click', () => {
    // A field for a date is made of so much that a phone would feel it in the first view.
    if (!body.hasChildNodes()) body.append(...createWays(state, close));
    const field = body.querySelector('input');
    // On a phone the keyboard would come up at once.
    if (button.getAttribute('aria-expanded') === 'true' && matchMedia('(pointer: fine)').matches) field?.focus();
  });
  state.watch(['language'], ({ language }) => {
    button.setAttribute('aria-label', t(language, 'jump'));
    button.title = t(language, 'jump');
  });
  return element('div', { class: 'timeline-jump-box' }, button, body);
}

/** @param {State} state @param {() => void} close */
function createWays(state, close) {
  const small = element('div', { class: 'jump-small' }, createDaySteps(state), createSpeed(state));
  return [createField(state, close), createEnds(state, close), small, createFollow(state)];
}

/** @param {State} state */
function recordDays({ values: { snapshots } }) {
  return { first: dayOf(snapshots[0]?.valid_at ?? ''), last: dayOf(snapshots.at(-1)?.valid_at ?? '') };
}

/** @param {State} state @param {() => void} close */
function createField(state, close) {
  const field = element('input', { type: 'date', id: 'jump-day', required: true, 'aria-describedby': 'jump-why' });
  const label = element('label', { for: 'jump-day' });
  const go = element('button', { type: 'submit', class: 'button' });
  const why = element('p', { class: 'jump-why', id: 'jump-why', role: 'status', hidden: true });
  const form = element('form', { class: 'jump-field', novalidate: true, submit: (/** @type {Event} */ event) => {
    event.preventDefault();
    const { first, last } = recordDays(state);
    const inside = isDay(field.value) && field.value >= first && field.value <= last;
    const { language } = state.values;
    why.textContent = inside ? '' : t(language, 'jump.outside', { from: formatShortDay(language, first), to: formatShortDay(language, last) });
    why.hidden = inside;
    field.setAttribute('aria-invalid', String(!inside));
    if (!inside) return;
    state.set({ day: field.value, playing: false });
    close();
  } }, label, element('div', { class: 'jump-row' }, field, go), why);
  state.watch(['language', 'day', 'snapshots'], ({ language, day, snapshots }) => {
    label.textContent = t(language, 'jump');
    go.textContent = t(language, 'jump.go');
    field.value = day;
    field.disabled = go.disabled = snapshots.length === 0;
    why.hidden = true;
    field.removeAttribute('aria-invalid');
    const { first, last } = recordDays(state);
    [field.min, field.max] = [first, last];
  });
  return form;
}

/** The first map and the newest. @param {State} state @param {() => void} close */
function createEnds(state, close) {
  const ends = /** @type {const} */ (['first', 'last']).map((end) => {
    const button = element('button', { type: 'button', class: 'button', click: () => {
      state.set({ day: recordDays(state)[end], playing: false });
      close();
    } });
    return { end, button };
  });
  state.watch(['language', 'snapshots'], ({ language, snapshots }) => {
    for (const { end, button } of ends) {
      button.textContent = t(language, `jump.${end}`);
      button.disabled = snapshots.length === 0;
    }
  });
  return element('div', { class: 'jump-row' }, ...ends.map(({ button }) => button));
}
