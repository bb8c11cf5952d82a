import { hasWord, t } from './i18n.js';
import { nameIn } from './format.js';
import { landOf, isWithin } from './regions.js';
import { parsePoint } from './url.js';

/**
 * The place that the address names: a settlement, or a point.
 *
 * @typedef {import('./types.js').Values} Values
 * @typedef {import('./types.js').Settlement} Settlement
 * @typedef {import('./types.js').Position} Position
 */

const around = 0.3; // degrees of longitude to either side

/**
 * @param {Pick<Values, 'place' | 'settlements'>} values
 * @returns {{position: Position, settlement: Settlement | null} | null} null where none is named, or none is known by that name
 */
export function placeOf({ place, settlements }) {
  const point = parsePoint(place);
  if (point) return { position: point, settlement: null };
  const settlement = settlements.find(({ id }) => id === place);
  return settlement ? { position: [settlement.lon, settlement.lat], settlement } : null;
}

/**
 * Where a settlement lies, “Kursk Oblast, Russia”: in the reader's language where its oblast is one of the map's.
 * @param {Pick<Values, 'language' | 'regions'>} values
 * @param {Settlement} settlement
 */
export function homeOf(values, { oblast, lon, lat }) {
  const region = landOf(values.regions).find(({ properties }) => properties.id === oblast.toLowerCase())
    ?? regionAt(values.regions, [lon, lat]);
  return region ? regionText(values.language, region.properties) : t(values.language, 'place.oblast', { oblast });
}

/**
 * Where a point lies; '' outside of the map's land.
 * @param {Pick<Values, 'language' | 'regions'>} values
 * @param {Position} position
 */
export function homeOfPoint({ language, regions }, position) {
  const region = regionAt(regions, position);
  return region ? regionText(language, region.properties) : '';
}

/**
 * How exact the coordinates are said to be, “±2 km”; '' where nothing is said.
 * @param {string} source of the coordinates
 */
export function exactnessOf(source) {
  const found = /\+-\s*(\d+(?:\.\d+)?) km/.exec(source);
  return found ? `±${found[1]}` : '';
}

/**
 * The ground that is looked at when somebody goes to a place.
 * @param {Position} position
 * @returns {[number, number, number, number]} [w, s, e, n]
 */
export function boundAround([lon, lat]) {
  return [lon - around, lat - around / 2, lon + around, lat + around / 2];
}

/**
 * What changes when the reader goes to a place: its card opens, and the map shows it.
 * @param {string} place
 * @param {Position} position
 * @returns {Partial<Values>}
 */
export function goingTo(place, position) {
  return { place, card: 'place', playing: false, goal: boundAround(position) };
}

/** @param {Values['regions']} regions @param {Position} position */
function regionAt(regions, position) {
  return landOf(regions).find((region) => isWithin(region.geometry, position));
}

/**
 * @param {Values['language']} language
 * @param {import('./types.js').RegionProperties} region
 */
function regionText(language, { name, country }) {
  const key = `country.${country}`;
  return [nameIn(language, name), hasWord(key) ? t(language, key) : ''].filter(Boolean).join(', ');
}
