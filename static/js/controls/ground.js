import { element } from '../element.js';
import { capitalised, nameIn, partyName } from '../format.js';
import { hasWord, t } from '../i18n.js';
import { paint } from './texture.js';

/**
 * Ground as the views of change name and draw it, ground in no zone as well.
 *
 * @typedef {import('../types.js').Language} Language
 * @typedef {import('../types.js').Layer} Layer
 */

/**
 * “Ukraine”, “Grey zone”, “Russian rear”; a status by its own name where its party has several.
 * @param {Language} language
 * @param {Layer | null} layer
 * @param {string | null} id of a status; null is ground in no zone
 * @param {string | null} side the region that such ground lies in, where the layer has sides
 */
export function groundName(language, layer, id, side) {
  if (id === null) return rearName(language, layer?.sides.find(({ region }) => region === side)?.party);
  const status = layer?.statuses.find((one) => one.id === id);
  if (!status) return id;
  const alone = layer?.statuses.filter((one) => one.held && one.party === status.party).length === 1;
  return status.held && status.party && alone ? partyName(language, status.party) : nameIn(language, status.name);
}

/**
 * “Held by Ukraine”, “Grey zone”, “Russian rear”: in whole words, where nothing beside it says that holding is meant.
 * @param {Language} language
 * @param {Layer | null} layer
 * @param {string | null} id
 * @param {string | null} side
 */
export function heldName(language, layer, id, side) {
  if (id === null) return capitalised(groundName(language, layer, id, side));
  const status = layer?.statuses.find((one) => one.id === id);
  return status ? nameIn(language, status.name) : id;
}

/**
 * @param {Language} language
 * @param {string | undefined} party
 */
function rearName(language, party) {
  if (!party) return t(language, 'unmarked');
  const key = `rear.${party}`;
  return hasWord(key) ? t(language, key) : t(language, 'rear', { party: partyName(language, party) });
}

/**
 * The sign of ground: that of its status, empty for ground in no zone. Ground that changed hands has stripes of whose it
 * was, and ground of which another layer says something else stripes of that.
 * @param {Layer | null} layer
 * @param {string | null} id of the status that it has
 * @param {string | null} [was] of the status that it had, or has by the other layer
 * @param {Layer | null} [other] whose status that is
 */
export function groundSign(layer, id, was, other = layer) {
  /** @param {Layer | null} of @param {string | null | undefined} one */
  const statusOf = (of, one) => of?.statuses.find((status) => status.id === one);
  const [now, before] = [statusOf(layer, id), statusOf(other, was)];
  const sign = element('span', { class: was === undefined ? 'swatch' : 'swatch swatch-change', 'aria-hidden': 'true' });
  if (now) paint(sign, now);
  const stripe = before ? `var(--gz-${before.id}-${before.held ? 'ink' : 'tick'})` : was === null && other !== layer && 'var(--gz-land)';
  if (!stripe) return sign;
  const stripes = element('span', { class: before && !before.held ? 'stripes stripes-thin' : 'stripes' });
  stripes.style.setProperty('--stripe', stripe);
  sign.append(stripes);
  return sign;
}
