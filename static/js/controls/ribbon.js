import { dayNumber, isoDay } from '../days.js';
import { element, fill } from '../element.js';
import { formatDayAndMonth, formatMonth, formatShortDay } from '../format.js';
import { t } from '../i18n.js';
import { createTimeScale, axisTicks } from '../timescale.js';
import { groundSign, heldName } from './ground.js';
import { paint } from './texture.js';

/**
 * The ribbon: who held a place on every day of the record. Each stretch is a button that leads to the day of the turn; below
 * are ticks for reports and the months; the same turns are there as a list, for whom a thin stretch is too thin.
 *
 * @typedef {import('../state.js').State} State
 * @typedef {import('../types.js').Values} Values
 * @typedef {import('../history.js').Stretch} Stretch
 * @typedef {import('../timescale.js').TimeScale} TimeScale
 */

const usualWidth = 340; // pixels, by which the months that have room for their names are chosen
const monthApart = 48;

/** @param {State} state */
export function createRibbon(state) {
  const track = element('div', { class: 'ribbon-track', role: 'group' });
  const ticks = element('div', { class: 'ribbon-ticks', 'aria-hidden': 'true' });
  const months = element('div', { class: 'ribbon-months', 'aria-hidden': 'true' });
  const handles = element('div', { class: 'ribbon-handles', 'aria-hidden': 'true' });
  const turns = element('ol', { class: 'ribbon-turns' });
  const summary = element('summary');
  const node = element(
    'div',
    { class: 'ribbon' },
    element('div', { class: 'ribbon-body' }, track, handles, ticks, months),
    element('details', {}, summary, turns),
  );
  /** @type {TimeScale | null} */
  let scale = null;
  return {
    node,
    /** @param {Readonly<Values>} values @param {Stretch[]} stretches */
    draw(values, stretches) {
      const { language, history } = values;
      node.hidden = stretches.length === 0;
      if (stretches.length === 0) return;
      scale = createTimeScale(stretches[0].first, stretches[stretches.length - 1].end - 1, 0, usualWidth);
      track.setAttribute('aria-label', t(language, 'place.ribbon'));
      fill(track, ...stretches.map((stretch) => stretchButton(state, scale, stretch)));
      fill(ticks, ...reportDays(history?.events ?? [], scale).map((day) => standing('i', shareOf(scale, day))));
      fill(months, ...monthNames(language, scale));
      summary.textContent = t(language, 'place.turns');
      fill(turns, ...stretches.map((stretch) => turnItem(state, stretch)));
    },
    /** @param {Readonly<Values>} values */
    drawDay({ day, from, mode }) {
      const days = [day, mode === 'day' ? '' : from].filter(Boolean).map(dayNumber);
      fill(handles, ...days.map((shown) => standing('span', shareOf(scale, shown))));
    },
  };
}

/**
 * @param {State} state
 * @param {TimeScale | null} scale
 * @param {Stretch} stretch
 */
function stretchButton(state, scale, { gaps, ...stretch }) {
  const { language, layer } = state.values;
  const { first, end } = stretch;
  const name = heldName(language, layer, stretch.status, stretch.side);
  const label = t(language, 'place.stretch-go', { status: name, ...boundsOf(language, stretch) });
  const button = element(
    'button',
    { type: 'button', class: 'ribbon-stretch', 'aria-label': label, title: label, click: () => goTo(state, first) },
    element('span', { class: 'ribbon-name' }, name),
  );
  const status = layer?.statuses.find(({ id }) => id === stretch.status);
  if (status) paint(button, status);
  for (const gap of gaps) {
    const veil = standing('i', (gap.from - first) / (end - first));
    veil.style.width = percent((gap.to - gap.from) / (end - first));
    button.append(veil);
  }
  button.style.flexGrow = String(shareOf(scale, end) - shareOf(scale, first));
  if (status) button.style.setProperty('--ink', `var(--gz-${status.id}-ink, var(--gz-ink))`);
  return button;
}

/** @param {State} state @param {Stretch} stretch */
function turnItem(state, stretch) {
  const { language, layer } = state.values;
  const { from, to } = boundsOf(language, stretch);
  const name = element('span', {}, heldName(language, layer, stretch.status, stretch.side));
  return element('li', {}, element(
    'button',
    { type: 'button', click: () => goTo(state, stretch.first) },
    groundSign(layer, stretch.status), name, element('span', { class: 'ribbon-days' }, `${from} – ${to}`),
  ));
}

/** @param {State} state @param {number} day */
function goTo(state, day) {
  state.set({ day: isoDay(day), playing: false });
}

/** @param {Values['language']} language @param {Pick<Stretch, 'first' | 'end'>} stretch */
function boundsOf(language, { first, end }) {
  return { from: formatShortDay(language, isoDay(first)), to: formatShortDay(language, isoDay(end - 1)) };
}

/** @param {import('../types.js').ReportEvent[]} events @param {TimeScale} scale @returns {number[]} */
function reportDays(events, { first, last }) {
  return [...new Set(events.map(({ date }) => dayNumber(date)))].filter((day) => first <= day && day <= last);
}

/** @param {Values['language']} language @param {TimeScale} scale */
function monthNames(language, scale) {
  return axisTicks(scale, monthApart).filter(({ label, day }) => label && shareOf(scale, day) < 0.93).map(({ day, year, single }) => {
    const name = (single ? formatDayAndMonth : formatMonth)(language, isoDay(day));
    const shown = standing('span', shareOf(scale, day));
    shown.textContent = year ? `${name} ${isoDay(day).slice(0, 4)}` : name;
    return shown;
  });
}

/** How far along the ribbon a day begins, 0 to 1. @param {TimeScale | null} scale @param {number} day */
function shareOf(scale, day) {
  return scale ? scale.x(day) / usualWidth : 0;
}

/**
 * @param {'i' | 'span'} tag
 * @param {number} share
 */
function standing(tag, share) {
  const made = element(tag);
  made.style.left = percent(share);
  return made;
}

/** @param {number} share */
function percent(share) {
  return `${(100 * share).toFixed(3)}%`;
}
