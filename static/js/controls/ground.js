import { element } from '../element.js';
import { partyName } from '../format.js';
import { groundName as longName, statusOf } from './groundname.js';
import { paint } from './texture.js';

/**
 * Ground as the views of change name and draw it, ground in no zone as well.
 *
 * @typedef {import('../types.js').Language} Language
 * @typedef {import('../types.js').Layer} Layer
 */

/**
 * “Ukraine”, “Grey zone”, “Russian rear”: shorter than the name of its status where that is the party's only one.
 * @param {Language} language
 * @param {Layer | null} layer
 * @param {string | null} id of a status; null is ground in no zone
 * @param {string | null} side the region that such ground lies in, where the layer has sides
 */
export function groundName(language, layer, id, side) {
  const status = id === null ? null : statusOf(layer, id);
  const alone = layer?.statuses.filter((one) => one.held && one.party === status?.party).length === 1;
  return status?.held && status.party && alone ? partyName(language, status.party) : longName(language, layer, { status: id, side });
}

/**
 * The sign of ground: that of its status, empty for ground in no zone. Ground that changed hands has stripes of whose it
 * was.
 * @param {Layer | null} layer
 * @param {string | null} id of the status that it has
 * @param {string | null} [was] of the status that it had
 * @param {Layer | null} [wasIn] the layer of that status
 */
export function groundSign(layer, id, was, wasIn = layer) {
  const now = id === null ? null : statusOf(layer, id);
  const before = was === null || was === undefined ? null : statusOf(wasIn, was);
  const sign = element('span', { class: was === undefined ? 'swatch' : 'swatch swatch-change', 'aria-hidden': 'true' });
  if (now) paint(sign, now);
  if (!before) return sign;
  const stripes = element('span', { class: before.held ? 'stripes' : 'stripes stripes-thin' });
  stripes.style.setProperty('--stripe', `var(--gz-${before.id}-${before.held ? 'ink' : 'tick'})`);
  sign.append(stripes);
  return sign;
}
