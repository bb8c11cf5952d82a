import { dayOf, daysBetween } from '../days.js';
import { formatShortDay } from '../format.js';
import { t } from '../i18n.js';

/**
 * How old the map on the chosen day is, in words.
 *
 * @typedef {import('../types.js').Language} Language
 * @typedef {import('../types.js').Snapshot} Snapshot
 * @typedef {{kind: 'plain' | 'note', lead: string, text: string}} Age   a note stands out: the map is not of that day
 */

/**
 * @param {Language} language
 * @param {string} day
 * @param {Snapshot | null} snapshot the newest at or before the end of that day
 * @param {Snapshot[]} snapshots all, by valid time
 * @returns {Age}
 */
export function ageOf(language, day, snapshot, snapshots) {
  if (!snapshot && snapshots.length === 0) return { kind: 'note', lead: t(language, 'age.empty'), text: '' };
  if (!snapshot) {
    const date = formatShortDay(language, dayOf(snapshots[0].valid_at));
    return { kind: 'note', lead: t(language, 'age.begins', { date }), text: '' };
  }
  const shown = dayOf(snapshot.valid_at);
  const date = formatShortDay(language, shown);
  const count = daysBetween(shown, day);
  if (count > 0) return { kind: 'note', lead: t(language, 'age.none'), text: t(language, 'age.shown', { date, count }) };
  const last = snapshots.length > 0 && dayOf(snapshots[snapshots.length - 1].valid_at) === shown;
  return { kind: 'plain', lead: '', text: last ? t(language, 'age.last', { date }) : t(language, 'age.this') };
}
