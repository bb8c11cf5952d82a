import { hideable } from './url.js';

/**
 * What of the map the reader has hidden, as `state.hide` and the address hold it.
 *
 * @typedef {import('./types.js').Values} Values
 * @typedef {(typeof hideable)[number]} Hideable
 */

/**
 * @param {Pick<Values, 'hide'>} values
 * @param {Hideable} what
 */
export function isHidden({ hide }, what) {
  return hide.split(',').includes(what);
}

/**
 * What is hidden once `what` is shown or hidden too.
 * @param {Pick<Values, 'hide'>} values
 * @param {Hideable} what
 * @param {boolean} hidden
 */
export function withHidden(values, what, hidden) {
  return hideable.filter((one) => (one === what ? hidden : isHidden(values, one))).join(',');
}
