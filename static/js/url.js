import { isDay } from './days.js';
import { languages } from './i18n.js';

/**
 * The address of the page: what of the state it holds, and how it is written and read. The server reads it alike
 * (server/api/address.go); both are held to addresses.json.
 *
 *     ?layer=kursk-sumy&day=2025-03-12&from=2024-08-31&mode=swipe&lang=en&region=kursk&place=sudzha&map=9.25/51.2500/35.1000
 *
 * @typedef {import('./types.js').Values} Values
 * @typedef {Pick<Values, 'day' | 'from' | 'mode' | 'region' | 'area' | 'place' | 'with' | 'theme' | 'hide' | 'range' | 'view'>
 *   & {layer: string, language: Values['language'] | ''}} Place
 */

/** The ways to look at one day or two, the first is the one that an address need not name. */
export const modes = /** @type {const} */ (['day', 'swipe', 'side', 'change']);
/** What can be hidden. */
export const hideable = /** @type {const} */ (['border', 'regions', 'settlements', 'events', 'base']);
/** What of the state an address holds. */
export const addressed = /** @type {const} */ (
  ['layer', 'day', 'from', 'mode', 'region', 'area', 'place', 'with', 'theme', 'language', 'hide', 'range', 'view']);
const mostCorners = 500;
const mostLetters = 40; // of what is no day: enough to know it again

/**
 * Reads an address; what is missing or makes no sense is '' or null, so that the page chooses.
 * @param {string} href
 * @returns {Place}
 */
export function parseAddress(href) {
  const url = new URL(href);
  const query = parametersOf(url);
  /** @param {string} key */
  const text = (key) => query.get(key) ?? '';
  const theme = text('theme');
  const layer = name(text('layer'));
  const other = name(text('with'));
  const area = formatPoints(parseArea(text('area')) ?? []);
  const point = parsePoint(text('place'));
  const mode = modes.find((one) => one === text('mode')) ?? 'day';
  return {
    layer,
    ...parseDays(mode, text('from'), text('day')),
    mode,
    language: languages.find((l) => l === text('lang')) ?? '',
    region: area ? '' : name(text('region')),
    area,
    place: point ? formatPoints([point]) : name(text('place')),
    with: other === layer ? '' : other,
    theme: theme === 'light' || theme === 'dark' ? theme : '',
    hide: hideable.filter((what) => text('hide').split(',').includes(what)).join(','),
    range: parseRange(text('range')) ? text('range') : '',
    // Links of before have the view in the fragment, which no server sees.
    view: parseView(query.get('map') ?? new URLSearchParams(url.hash.slice(1)).get('map')),
  };
}

/**
 * The parameters, without those that the server does not read: with an escape that is cut short, or with a semicolon.
 * @param {URL} url
 */
function parametersOf(url) {
  const whole = url.search.slice(1).split('&').filter((one) => !/;|%(?![\da-f]{2})/i.test(one));
  return new URLSearchParams(`?${whole.join('&')}`);
}

/**
 * What an address has where days stand and is no day, so that the reader can be told.
 * @param {string} href
 * @returns {{day?: string, from?: string}}
 */
export function unreadDays(href) {
  const query = new URL(href).searchParams;
  /** @type {{day?: string, from?: string}} */
  const unread = {};
  for (const key of parseAddress(href).mode === 'day' ? /** @type {const} */ (['day']) : /** @type {const} */ (['from', 'day'])) {
    const text = query.get(key) ?? '';
    if (text && !isDay(text)) unread[key] = text.slice(0, mostLetters);
  }
  return unread;
}

/**
 * Writes the address of what is shown, keeping the page's own path and parameters that are not ours.
 * @param {string} href the present address
 * @param {Place} place
 */
export function formatAddress(href, place) {
  const url = new URL(href);
  const { layer, day, from, mode, region, area, with: other, language: lang, theme, hide, range, view } = place;
  const paired = mode !== 'day';
  /** @type {Record<string, string>} */
  const values = {
    layer, day, from: paired ? from : '', mode: paired ? mode : '', region, area, place: place.place, with: other,
    lang, theme, hide, range, map: view ? formatView(view) : '',
  };
  for (const key of Object.keys(values)) url.searchParams.delete(key);
  const ours = Object.entries(values).filter(([, value]) => value).map(([key, value]) => `${key}=${readable(value)}`);
  url.search = [url.searchParams.toString(), ...ours].filter(Boolean).join('&');
  url.hash = '';
  return url.href.replace(/#$/, '');
}

/**
 * A point as an address has it, lon,lat.
 * @param {string} text
 * @returns {import('./types.js').Position | null}
 */
export function parsePoint(text) {
  const points = parsePoints(text);
  return points?.length === 1 ? points[0] : null;
}

/**
 * The corners of a drawn area as an address has them, lon,lat,lon,lat,…; the last may be the first again.
 * @param {string} text
 * @returns {import('./types.js').Position[] | null} three or more, none of which repeats the one before it or, as the last, the first
 */
export function parseArea(text) {
  const corners = (parsePoints(text) ?? []).filter((corner, i, all) => i === 0 || !isSame(corner, all[i - 1]));
  if (corners.length > 1 && isSame(corners[0], corners[corners.length - 1])) corners.pop();
  return corners.length >= 3 && corners.length <= mostCorners ? corners : null;
}

/** @param {import('./types.js').Position} a @param {import('./types.js').Position} b */
function isSame(a, b) {
  return a[0] === b[0] && a[1] === b[1];
}

/**
 * The corners of a line, lon,lat,lon,lat,….
 * @param {string} text
 * @returns {import('./types.js').Position[] | null} two or more
 */
export function parseLine(text) {
  const points = parsePoints(text);
  return points && points.length >= 2 ? points : null;
}

/**
 * Points as an address has them, to about a metre.
 * @param {import('./types.js').Position[]} points
 */
export function formatPoints(points) {
  return points.map(([lon, lat]) => `${rounded(lon, 5)},${rounded(lat, 5)}`).join(',');
}

/**
 * The two days of a stretch of time, first and last.
 * @param {string} text
 * @returns {[string, string] | null}
 */
export function parseRange(text) {
  const [first, last, ...rest] = text.split('/');
  return rest.length === 0 && isDay(first) && last !== undefined && isDay(last) && first < last ? [first, last] : null;
}

/**
 * Two days that are looked at together may stand in an address either way round.
 * @param {Place['mode']} mode
 * @param {string} first
 * @param {string} last
 * @returns {{from: string, day: string}}
 */
function parseDays(mode, first, last) {
  const [from, day] = [first, last].map((text) => (isDay(text) ? text : ''));
  return mode !== 'day' && day !== '' && from > day ? { from: day, day: from } : { from, day };
}

/** @param {string} text @returns {import('./types.js').Position[] | null} */
function parsePoints(text) {
  const numbers = text.split(',');
  if (numbers.length % 2 !== 0 || !numbers.every(isNumber)) return null;
  /** @type {import('./types.js').Position[]} */
  const points = [];
  for (let i = 0; i < numbers.length; i += 2) points.push([Number(numbers[i]), Number(numbers[i + 1])]);
  if (!points.every(([lon, lat]) => Math.abs(lon) <= 180 && Math.abs(lat) <= 85)) return null;
  return points.map(([lon, lat]) => [rounded(lon, 5), rounded(lat, 5)]);
}

/** To decimals, halves up, and never -0. @param {number} n @param {number} decimals */
function rounded(n, decimals) {
  const scale = 10 ** decimals;
  return Math.floor(n * scale + 0.5) / scale;
}

/** @param {string} text */
function isNumber(text) {
  return /^-?\d+(\.\d+)?$/.test(text);
}

/** What may stand in a query as it is, and is easier to read so. @param {string} value */
function readable(value) {
  return encodeURIComponent(value).replace(/%2C/g, ',').replace(/%2F/g, '/');
}

/** @param {string} text */
function name(text) {
  return /^[\w.-]{1,100}$/.test(text) && !isNumber(text) ? text : '';
}

/** @param {string | null} text zoom/lat/lon @returns {Place['view']} */
function parseView(text) {
  const parts = (text ?? '').split('/');
  if (parts.length !== 3 || !parts.every(isNumber)) return null;
  const [zoom, lat, lon] = parts.map(Number);
  if (zoom < 0 || zoom > 24 || Math.abs(lat) > 85 || Math.abs(lon) > 180) return null;
  return { zoom: rounded(zoom, 3), lat: rounded(lat, 4), lon: rounded(lon, 4) };
}

/** @param {NonNullable<Place['view']>} view */
function formatView({ zoom, lat, lon }) {
  return `${rounded(zoom, 3)}/${rounded(lat, 4).toFixed(4)}/${rounded(lon, 4).toFixed(4)}`;
}
