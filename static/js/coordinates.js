/**
 * Coordinates as people write them: latitude first, in degrees.
 *
 * @typedef {import('./types.js').Position} Position
 */

const number = String.raw`\d{1,3}(?:[.,]\d+)?`;
const minutes = String.raw`(?:(${number})\s*[′'’]\s*(?:(${number})\s*[″"”]\s*)?)?`;
/** @param {string} letters of the two directions */
const half = (letters) => String.raw`([${letters}])?\s*([+-]?${number})\s*(?:°\s*${minutes})?([${letters}])?`;
/** A letter parts the two as well as a sign or a space does. */
const shape = new RegExp(String.raw`^${half('NS')}(?:\s*[,;/]\s*|\s+|(?<=[NS]))${half('EW')}$`, 'i');

/**
 * Reads “51.19 35.27”, “51,19 35,27”, “51.191° N 35.271° E” or “51°11′N 35°16′E”.
 * @param {string} text
 * @returns {Position | null} null where it is none, or none that a map can show
 */
export function parseCoordinates(text) {
  const found = shape.exec(text.trim().replace(/\u2212/g, '-'));
  if (!found) return null;
  const [lat, lon] = [degreesOf(found.slice(1, 6)), degreesOf(found.slice(6, 11))];
  return Math.abs(lat) <= 85 && Math.abs(lon) <= 180 ? [lon, lat] : null;
}

/**
 * @param {(string | undefined)[]} parts a letter before, degrees, minutes, seconds, a letter after
 * @returns {number} NaN where they are none
 */
function degreesOf([before = '', degrees = '', min = '0', sec = '0', after = '']) {
  const [whole, sixtieths, last] = [degrees, min, sec].map((text) => Number(text.replace(',', '.')));
  if ((before && after) || sixtieths >= 60 || last >= 60) return NaN;
  const negative = degrees.startsWith('-') !== /[SW]/i.test(before + after);
  // A tenth of a metre: sixtieths are no decimals.
  const size = Number((Math.abs(whole) + sixtieths / 60 + last / 3600).toFixed(6));
  return negative ? -size : size;
}

/**
 * “51.191° N 35.271° E”: to about a hundred metres, which is finer than the map.
 * @param {Position} position
 */
export function formatCoordinates([lon, lat]) {
  return `${Math.abs(lat).toFixed(3)}° ${lat < 0 ? 'S' : 'N'} ${Math.abs(lon).toFixed(3)}° ${lon < 0 ? 'W' : 'E'}`;
}
