import { isDay } from './days.js';
import { languages } from './i18n.js';

/**
 * The address of the page: what of the state it holds, and how it is written and read.
 *
 *     ?layer=kursk-sumy&day=2024-08-20&lang=en&region=kursk&theme=dark#map=9.25/51.2500/35.1000
 *
 * @typedef {import('./types.js').Values} Values
 * @typedef {Pick<Values, 'day' | 'region' | 'theme' | 'view'> & {layer: string, language: Values['language'] | ''}} Place
 */

/**
 * Reads an address; what is missing or makes no sense is '' or null, so that the page chooses.
 * @param {string} href
 * @returns {Place}
 */
export function parseAddress(href) {
  const url = new URL(href);
  const query = url.searchParams;
  const theme = query.get('theme');
  const day = query.get('day') ?? '';
  return {
    layer: name(query.get('layer')),
    day: isDay(day) ? day : '',
    language: languages.find((l) => l === query.get('lang')) ?? '',
    region: name(query.get('region')),
    theme: theme === 'light' || theme === 'dark' ? theme : '',
    view: parseView(new URLSearchParams(url.hash.slice(1)).get('map')),
  };
}

/**
 * Writes the address of what is shown, keeping the page's own path and parameters that are not ours.
 * @param {string} href the present address
 * @param {Place} place
 */
export function formatAddress(href, place) {
  const url = new URL(href);
  const values = { layer: place.layer, day: place.day, lang: place.language, region: place.region, theme: place.theme };
  for (const [key, value] of Object.entries(values)) {
    if (value) url.searchParams.set(key, value);
    else url.searchParams.delete(key);
  }
  url.hash = place.view ? `map=${formatView(place.view)}` : '';
  return url.href.replace(/#$/, '');
}

/** @param {string | null} text */
function name(text) {
  return text && /^[\w.-]{1,100}$/.test(text) ? text : '';
}

/** @param {string | null} text zoom/lat/lon @returns {Place['view']} */
function parseView(text) {
  const parts = (text ?? '').split('/');
  if (parts.length !== 3 || parts.some((part) => !/^-?\d+(\.\d+)?$/.test(part))) return null;
  const [zoom, lat, lon] = parts.map(Number);
  if (zoom > 24 || Math.abs(lat) > 85 || Math.abs(lon) > 180) return null;
  return { zoom, lat, lon };
}

/** @param {NonNullable<Place['view']>} view */
function formatView({ zoom, lat, lon }) {
  return `${Number(zoom.toFixed(3))}/${lat.toFixed(4)}/${lon.toFixed(4)}`;
}
