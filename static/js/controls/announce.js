import { dayOf } from '../days.js';
import { element } from '../element.js';
import { formatArea, formatDay, formatShortDay } from '../format.js';
import { t } from '../i18n.js';
import { hasTwoMaps } from '../pair.js';
import { rowsOfPair } from './pairpanel.js';
import { regionName } from './regions.js';
import { measurementOf, rowsOf, rowText } from './rows.js';

/**
 * @typedef {import('../state.js').State} State
 * @typedef {import('../types.js').Values} Values
 */

/** Milliseconds of rest before a day is spoken: dragging must not read out every day on the way. */
const rest = 800;

/**
 * Says the day and its numbers to those who listen, once the reader has come to rest on it; never while playing.
 * @param {State} state
 * @returns {HTMLElement}
 */
export function createAnnouncer(state) {
  const node = element('p', { class: 'unseen', 'aria-live': 'polite' });
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;
  state.watch(['mode', 'from', 'day', 'fromSnapshot', 'snapshot', 'measured', 'region', 'language', 'playing'], () => {
    clearTimeout(waiting);
    if (state.values.playing) return;
    waiting = setTimeout(() => {
      const text = spoken(state.values);
      if (text !== node.textContent) node.textContent = text;
    }, rest);
  });
  return node;
}

/** @param {Readonly<Values>} values */
function spoken(values) {
  const { language, day, layer, snapshot, measured, regions } = values;
  if (!layer || !snapshot || !measured) return '';
  if (hasTwoMaps(values)) return spokenPair(values);
  const rows = rowsOf(language, layer, measurementOf(measured.results, snapshot.id), regions);
  const shown = dayOf(snapshot.valid_at);
  const date = formatShortDay(language, shown);
  return [
    t(language, 'measure.text', {
      day: formatDay(language, day),
      region: regionName(values),
      areas: rows.map((row) => rowText(language, row)).join('; '),
    }),
    shown === day ? '' : t(language, 'measure.age', { date }),
  ].join(' ').trim();
}

/** @param {Readonly<Values>} values */
function spokenPair(values) {
  const { language, from, day } = values;
  const known = rowsOfPair(values).filter((row) => row.status && row.from !== null && row.to !== null);
  return t(language, 'pair.text', {
    from: formatDay(language, from), day: formatDay(language, day), region: regionName(values),
    areas: known.map(({ name, from: before, to }) => t(language, 'pair.text.row', {
      name, from: formatArea(language, before ?? 0), to: formatArea(language, to ?? 0),
    })).join('; '),
  });
}
