import { dayOf, daysBetween } from '../../days.js';
import { formatShortDay, nameIn } from '../../format.js';
import { hasWord, t } from '../../i18n.js';
import { fontOf, widthOf } from './measure.js';
import { lookOf } from './settlementnames.js';

/**
 * The texts of labels and the room that they need.
 *
 * @typedef {import('../../types.js').Values} Values
 * @typedef {import('../../types.js').Language} Language
 * @typedef {import('../../types.js').RegionProperties} RegionProperties
 */

export const areaTracking = 0.34; // em
const zoneTracking = 0.08;
const staleAfter = 7; // days, from which the names of zones say the day of the map

/**
 * @param {Language} language
 * @param {RegionProperties} region
 * @param {boolean} small
 */
export function areaText(language, region, small) {
  const size = small ? 17 : 22;
  const text = nameIn(language, region.name).toLocaleUpperCase(language);
  const country = countryText(language, region.country);
  const below = small ? 11.5 : 13;
  return {
    text, size, country,
    width: widthOf(text, fontOf('serif', 600, size), areaTracking * size),
    countryWidth: widthOf(country, fontOf('serif', 600, below), areaTracking * below),
  };
}

/**
 * @param {Language} language
 * @param {string | null | undefined} country ISO 3166-1 alpha-2
 */
export function countryText(language, country) {
  if (!country) return '';
  const key = `country.${country}`;
  return (hasWord(key) ? t(language, key) : country).toLocaleUpperCase(language);
}

/**
 * @param {string} text
 * @param {boolean} small
 */
export function borderCountryWidth(text, small) {
  return widthOf(text, fontOf('sans', 600, small ? 11 : 12), (small ? 11 : 12) * 0.22);
}

/**
 * The name of a status on the map, and a second line with the day of a map that is old on the chosen day.
 * @param {Readonly<Values>} values
 * @param {import('../../types.js').Status} status
 * @param {boolean} small
 */
export function zoneText({ language, day, zones }, status, small) {
  const size = small ? 13 : 15;
  const text = nameIn(language, status.name).toLocaleUpperCase(language);
  const mapDay = zones ? dayOf(zones.snapshot.valid_at) : day;
  const date = daysBetween(mapDay, day) > staleAfter ? formatShortDay(language, mapDay) : '';
  const width = widthOf(text, fontOf('sans', 700, size), zoneTracking * size);
  const dateWidth = date ? widthOf(date, fontOf('sans', 600, 12)) : 0;
  return { text, date, size, width: Math.max(width, dateWidth), height: size + 3 + (date ? 14 : 0) };
}

/**
 * @param {string} text
 * @param {number} rank
 */
export function settlementWidth(text, rank) {
  const { size, weight } = lookOf(rank);
  return widthOf(text, fontOf('sans', weight, size));
}
