/** @typedef {import('./layers/labels/boxes.js').Box} Box */

/** What may lie over the map while no card is open: nothing that is read or fitted goes under it. */
export const standingSelector = '.opening, .panel, .panel-name, .upload, .corner, .timeline, .sheet, .zoom, .attribution, .scale, .compare-flag, .compare-knob';
/** The cards that are opened come on top of the rest. */
export const coveringSelector = `${standingSelector}, .card`;

/**
 * Where the parts of the page lie that a selector is for, in pixels of the window; what is not shown lies nowhere.
 * @param {string} [selector]
 * @returns {Box[]}
 */
export function boxesOver(selector = coveringSelector) {
  return [...document.querySelectorAll(selector)]
    .map((node) => node.getBoundingClientRect())
    .filter(({ width, height }) => width > 0 && height > 0)
    .map(({ left, top, right, bottom }) => ({ x0: left, y0: top, x1: right, y1: bottom }));
}
