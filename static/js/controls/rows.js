import { formatArea, nameIn, partyName } from '../format.js';
import { hasWord, t } from '../i18n.js';
import { regionOf } from '../regions.js';

/**
 * What the panel writes of one day: a row for each party, and one for each status that nobody holds for certain.
 *
 * @typedef {import('../types.js').Layer} Layer
 * @typedef {import('../types.js').Language} Language
 * @typedef {import('../types.js').Measurement} Measurement
 * @typedef {import('../types.js').Regions} Regions
 * @typedef {import('../types.js').Status} Status
 * @typedef {{status: Status, name: string, km2: number | null}} Part
 * @typedef {{
 *   key: string, status: Status, name: string, where: string, min: number | null, max: number | null, parts: Part[]
 * }} Row   min and max are null while nothing is known; max also where it says no more than min. parts are the statuses
 *   that a party's row adds up, where there is more than one
 */

/**
 * @param {Language} language
 * @param {Layer} layer
 * @param {Measurement | null} measurement null before the first snapshot
 * @param {Regions | null} regions for the names of sides
 * @returns {Row[]} parties in the order of the vocabulary, then what nobody holds
 */
export function rowsOf(language, layer, measurement, regions) {
  const parties = [...new Set(layer.statuses.filter((s) => s.held && s.party).map((s) => String(s.party)))];
  const loose = layer.statuses.filter((s) => !s.held || !s.party);
  return [
    ...parties.map((party) => partyRow(language, layer, party, measurement, regions)),
    ...loose.map((status) => statusRow(language, status, measurement)),
  ];
}

/**
 * @param {Language} language
 * @param {Layer} layer
 * @param {string} party
 * @param {Measurement | null} measurement
 * @param {Regions | null} regions
 * @returns {Row}
 */
function partyRow(language, layer, party, measurement, regions) {
  const statuses = layer.statuses.filter((s) => s.held && s.party === party);
  const bounds = measurement?.controlled.find((c) => c.party === party);
  const side = layer.sides.find((s) => s.party !== party);
  return {
    key: party,
    status: statuses[0],
    name: statuses.length === 1 ? nameIn(language, statuses[0].name) : heldBy(language, party),
    where: side ? whereOf(language, side, regions) : '',
    min: bounds?.min_km2 ?? null,
    max: bounds && saysMore(language, bounds.min_km2, bounds.max_km2) ? bounds.max_km2 : null,
    parts: statuses.length === 1 ? [] : statuses.map((status) => ({
      status, name: nameIn(language, status.name), km2: areaOf(measurement, status.id),
    })),
  };
}

/**
 * @param {Language} language
 * @param {Status} status
 * @param {Measurement | null} measurement
 * @returns {Row}
 */
function statusRow(language, status, measurement) {
  return {
    key: status.id,
    status,
    name: nameIn(language, status.name),
    where: status.held || status.party ? '' : t(language, 'grey.explained'),
    min: areaOf(measurement, status.id),
    max: null,
    parts: [],
  };
}

/**
 * “on Russian territory” for the side of `ru`.
 * @param {Language} language
 * @param {{region: string, party: string}} side
 * @param {Regions | null} regions
 */
function whereOf(language, side, regions) {
  const key = `on.${side.party}`;
  if (hasWord(key)) return t(language, key);
  const region = regionOf(regions, side.region);
  return t(language, 'on', { region: region ? nameIn(language, region.properties.name) : side.region });
}

/**
 * @param {Language} language
 * @param {string} party
 */
function heldBy(language, party) {
  const key = `held-by.${party}`;
  return hasWord(key) ? t(language, key) : t(language, 'held-by', { party: partyName(language, party) });
}

/**
 * Whether the upper bound, once rounded, is worth writing beside the lower one.
 * @param {Language} language
 * @param {number} min
 * @param {number} max
 */
function saysMore(language, min, max) {
  return max >= 1 && formatArea(language, max) !== formatArea(language, min);
}

/**
 * @param {Measurement | null} measurement
 * @param {string} status
 */
function areaOf(measurement, status) {
  return measurement?.areas.find((a) => a.status === status)?.area_km2 ?? null;
}

/** Asked at every step, for the same record. @type {WeakMap<Measurement[], {largest: number, bySnapshot: Map<string, Measurement>}>} */
const indexes = new WeakMap();

/** @param {Measurement[]} results a list that is never changed */
function indexOf(results) {
  let index = indexes.get(results);
  if (!index) {
    index = {
      largest: results.reduce((most, { controlled }) => Math.max(most, ...controlled.map((c) => c.max_km2)), 0),
      bySnapshot: new Map(results.map((result) => [result.snapshot.id, result])),
    };
    indexes.set(results, index);
  }
  return index;
}

/**
 * The largest upper bound of any party in a record: the full length of every bar.
 * @param {Measurement[]} results a list that is never changed
 */
export function largestBound(results) {
  return indexOf(results).largest;
}

/**
 * The measurement of that snapshot.
 * @param {Measurement[]} results a list that is never changed
 * @param {string} snapshot its ID
 */
export function measurementOf(results, snapshot) {
  return indexOf(results).bySnapshot.get(snapshot) ?? null;
}

/**
 * A row in words, for those who listen: “Held by Ukraine 1,040 km², up to 1,480”.
 * @param {Language} language
 * @param {Row} row
 */
export function rowText(language, row) {
  if (row.min === null) return row.name;
  const certain = `${row.name} ${t(language, 'area', { area: formatArea(language, row.min) })}`;
  return row.max === null ? certain : `${certain}, ${t(language, 'area.upto', { area: formatArea(language, row.max) })}`;
}
