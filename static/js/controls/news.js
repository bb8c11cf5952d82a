import { dayOf } from '../days.js';
import { element, fill } from '../element.js';
import { formatDay } from '../format.js';
import { t } from '../i18n.js';
import { isAtNewest } from '../live/news.js';
import { icon } from './icons.js';

/**
 * @typedef {import('../state.js').State} State
 * @typedef {import('../types.js').Values} Values
 */

/**
 * What came in while the page is open: a newer map, a correction, a lost connection. A reader of the past is told of a
 * newer map in passing.
 * @param {State} state
 * @returns {HTMLElement}
 */
export function createNews(state) {
  const told = element('div', { class: 'news', role: 'status' });
  const quiet = element('div', { class: 'news' });
  /** @type {HTMLElement | null} */
  let tick = null;
  state.watch(['news', 'day', 'lost', 'language', 'layer'], (values) => {
    const loud = values.news !== null && (values.news.kind !== 'new' || isAtNewest(values.news, values.day));
    const text = newsText(state);
    fill(told, ...(loud ? [noteOf(text, tick ??= createFollow(state))] : []), values.lost && lostNote(values));
    fill(quiet, !loud && values.news && element('p', { class: 'news-quiet' }, ...text));
  });
  return element('div', { class: 'panel-news' }, told, quiet);
}

/** @param {State} state @returns {(Node | string)[]} */
function newsText(state) {
  const { news, language } = state.values;
  if (!news) return [];
  const day = dayOf(news.snapshot.valid_at);
  const text = t(language, `news.${news.kind}`, { date: formatDay(language, day) });
  if (news.kind !== 'new') return [text];
  const show = element('button', { type: 'button', class: 'link', click: () => state.set({ day, playing: false }) }, t(language, 'news.show'));
  return [text, ' · ', show];
}

/**
 * @param {(Node | string)[]} text
 * @param {Node} tick
 */
function noteOf(text, tick) {
  return element('div', { class: 'note news-note' }, icon('clock'), element('div', {}, element('p', {}, ...text), tick));
}

/** @param {Readonly<Values>} values */
function lostNote({ language }) {
  return element('p', { class: 'news-quiet' }, t(language, 'news.lost'));
}

/** @param {State} state */
export function createFollow(state) {
  const box = element('input', { type: 'checkbox', change: () => state.set({ follow: box.checked }) });
  const text = element('span');
  state.watch(['language', 'follow'], ({ language, follow }) => {
    text.textContent = t(language, 'news.follow');
    box.checked = follow;
  });
  return element('label', { class: 'news-follow' }, box, text);
}
