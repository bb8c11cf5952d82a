import { nameIn, partyName } from '../format.js';
import { hasWord, t } from '../i18n.js';
import { element } from '../element.js';
import { swatch } from './texture.js';

/**
 * What ground is called and how it is drawn beside its name, whether it lies in a zone or in none.
 *
 * @typedef {import('../types.js').Language} Language
 * @typedef {import('../types.js').Layer} Layer
 * @typedef {{status: string | null, side: string | null}} Ground  status null is ground in no zone, side then the region whose
 *   party has its rear there
 */

/**
 * “Held by Ukraine”, “Russian rear”.
 * @param {Language} language
 * @param {Layer | null} layer
 * @param {Ground} ground
 */
export function groundName(language, layer, { status, side }) {
  if (status !== null) {
    const known = statusOf(layer, status);
    return known ? nameIn(language, known.name) : status;
  }
  const party = layer?.sides.find(({ region }) => region === side)?.party;
  if (!party) return t(language, 'unmarked');
  const key = `rear.${party}`;
  return hasWord(key) ? t(language, key) : t(language, 'rear', { party: partyName(language, party) });
}

/**
 * @param {Layer | null} layer
 * @param {Ground} ground
 */
export function groundSwatch(layer, { status }) {
  const known = status === null ? null : statusOf(layer, status);
  return known ? swatch(known) : element('span', { class: 'swatch swatch-land', 'aria-hidden': 'true' });
}

/** @param {Layer | null} layer @param {string} status */
export function statusOf(layer, status) {
  return layer?.statuses.find(({ id }) => id === status) ?? null;
}
