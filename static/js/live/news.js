import { dayOf } from '../days.js';
import { snapshotOn } from '../loader.js';

/**
 * @typedef {import('../types.js').Snapshot} Snapshot
 * @typedef {import('../types.js').News} News
 */

/**
 * What a reader is to be told of a record that was fetched anew.
 * @param {Snapshot[]} before by valid time, the newest revision of each, without those withdrawn
 * @param {Snapshot[]} after the same, later
 * @param {{day: string, own: string | null}} reader the day that is looked at, and the snapshot that was published here
 * @returns {News | null}
 */
export function newsOf(before, after, { day, own }) {
  const [was, is] = [snapshotOn(before, day), snapshotOn(after, day)];
  if (was?.id !== is?.id) return is?.id === own ? null : shownNews(was, is, after);
  const [newest, latest] = [before.at(-1), after.at(-1)];
  if (!latest || latest.id === own || (newest && latest.valid_at <= newest.valid_at)) return null;
  return { kind: 'new', snapshot: latest, since: newest ? dayOf(newest.valid_at) : '' };
}

/**
 * @param {Snapshot | null} was
 * @param {Snapshot | null} is
 * @param {Snapshot[]} after
 * @returns {News | null}
 */
function shownNews(was, is, after) {
  if (was && !after.some(({ valid_at: time }) => time === was.valid_at)) return { kind: 'withdrawn', snapshot: was, since: '' };
  if (!is) return null;
  return { kind: is.valid_at === was?.valid_at ? 'corrected' : 'shown', snapshot: is, since: '' };
}

/**
 * What remains of the offer of a newer map: a correction is the same offer, and where the map was withdrawn, the newest one
 * that is still newer than what the reader had.
 * @param {News} offer
 * @param {Snapshot[]} after the record that was fetched anew, by valid time
 * @returns {News | null}
 */
export function remainingOffer(offer, after) {
  if (after.some(({ valid_at: time }) => time === offer.snapshot.valid_at)) return offer;
  const latest = after.at(-1);
  return latest && dayOf(latest.valid_at) > offer.since ? { ...offer, snapshot: latest } : null;
}

/**
 * Whether a reader of that day looks at the newest map, or did when news came of a newer one.
 * @param {News} news
 * @param {string} day
 */
export function isAtNewest({ since }, day) {
  return day >= since;
}
