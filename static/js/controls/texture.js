import { element } from '../element.js';

/** @typedef {import('../types.js').Status} Status */

/**
 * Gives an element the ground of a status: its colour and its texture, as on the map (css/panel.css).
 * @param {HTMLElement} target
 * @param {Status} status
 */
export function paint(target, status) {
  target.classList.add('ground', `ground-${status.texture}`);
  target.style.setProperty('--ground', `var(--gz-${status.id}-fill, ${status.colour})`);
  target.style.setProperty('--tick', `var(--gz-${status.id}-tick, color-mix(in srgb, ${status.colour} 45%, var(--gz-ink)))`);
}

/**
 * The small sign of a status that stands before its name.
 * @param {Status} status
 */
export function swatch(status) {
  const made = element('span', { class: 'swatch', 'aria-hidden': 'true' });
  paint(made, status);
  return made;
}
