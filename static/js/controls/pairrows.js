import { nameIn, partyName } from '../format.js';
import { t } from '../i18n.js';

/**
 * What the panel writes of two days: for each party what it holds for certain and with the grey zone, then what nobody holds.
 *
 * @typedef {import('../types.js').Layer} Layer
 * @typedef {import('../types.js').Language} Language
 * @typedef {import('../types.js').Measurement} Measurement
 * @typedef {import('../types.js').Status} Status
 * @typedef {{name: string, status: Status | null, from: number | null, to: number | null}} PairRow  km²; null while not
 *   known; status is null in a row that belongs to the one above
 */

/**
 * @param {Language} language
 * @param {Layer} layer
 * @param {Measurement | null} earlier null before the first snapshot
 * @param {Measurement | null} later
 * @returns {PairRow[]}
 */
export function pairRows(language, layer, earlier, later) {
  const parties = [...new Set(layer.statuses.filter((s) => s.held && s.party).map((s) => String(s.party)))];
  const loose = layer.statuses.filter((s) => !s.held || !s.party);
  /** @param {(measurement: Measurement) => number | undefined} km2 */
  const both = (km2) => ({ from: (earlier && km2(earlier)) ?? null, to: (later && km2(later)) ?? null });
  return [
    ...parties.flatMap((party) => partyRows(language, layer, party, both)),
    ...loose.map((status) => ({ name: nameIn(language, status.name), status, ...both((m) => areaOf(m, status)) })),
  ];
}

/**
 * @param {Language} language
 * @param {Layer} layer
 * @param {string} party
 * @param {(km2: (measurement: Measurement) => number | undefined) => {from: number | null, to: number | null}} both
 * @returns {PairRow[]}
 */
function partyRows(language, layer, party, both) {
  const statuses = layer.statuses.filter((s) => s.held && s.party === party);
  /** @param {Measurement} measurement */
  const bounds = ({ controlled }) => controlled.find((c) => c.party === party);
  const name = t(language, 'pair.certain', { party: partyName(language, party) });
  const rows = [{ name, status: statuses[0], ...both((m) => bounds(m)?.min_km2) }];
  const parts = statuses.length < 2 ? [] : statuses.map((status) => ({
    name: nameIn(language, status.name), status, ...both((m) => areaOf(m, status)),
  }));
  const doubtful = layer.statuses.some((s) => !s.held);
  const withGrey = { name: t(language, 'pair.with'), status: null, ...both((m) => bounds(m)?.max_km2) };
  return [...rows, ...parts, ...(doubtful ? [withGrey] : [])];
}

/**
 * @param {Measurement} measurement
 * @param {Status} status
 */
function areaOf({ areas }, { id }) {
  return areas.find(({ status }) => status === id)?.area_km2;
}
