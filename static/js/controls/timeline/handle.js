import { element } from '../../element.js';

/**
 * @typedef {{
 *   x: number, width: number, row: number, shownX: number | null, open: boolean, flag: string,
 *   flagX: number, outside: boolean, min: number, max: number, now: number, text: string
 * }} HandlePlace   `shownX` is where the map that is shown lies, null if there is none; `open`: it is of another day;
 *   `flagX` is the middle of the flag, where it has room; `outside`: the day is not in the stretch that is shown
 */

/**
 * A handle on the chart: the slider itself, with its flag, its line and the dashed line back to the map that is shown.
 * Placing it touches nothing else, so that a drag keeps up with the pointer.
 *
 * @param {import('../../pair.js').End} end which of two days it is of
 */
export function createHandle(end) {
  const flag = element('span', { class: 'timeline-flag' });
  const knob = element('span', { class: 'timeline-knob' });
  const slider = element('div', { class: 'timeline-handle', role: 'slider', tabindex: 0, 'aria-orientation': 'horizontal', 'data-end': end },
    element('span', { class: 'timeline-line' }), knob);
  const back = element('div', { class: 'timeline-back' });
  const node = element('div', { class: 'timeline-handle-layer' }, back, slider, flag);
  let flagText = '';
  let flagWidth = 0;
  /** All digits are equally wide, and to measure a text costs a layout. @type {Map<string, number>} */
  const widths = new Map();
  let flagLeft = 0;

  /** @param {HandlePlace} place */
  function placeFlag({ flagX, width, flag: text }) {
    if (text !== flagText) {
      flag.textContent = flagText = text;
      const shape = text.replace(/\d/g, '0');
      if (!widths.has(shape)) widths.set(shape, flag.offsetWidth);
      flagWidth = widths.get(shape) ?? 0;
    }
    flagLeft = Math.round(Math.max(0, Math.min(flagX - flagWidth / 2, width - flagWidth)));
    flag.style.transform = `translateX(${flagLeft}px)`;
  }

  /** @param {HandlePlace} place */
  function placeBack({ x, row, shownX }) {
    back.hidden = shownX === null || shownX >= x;
    if (shownX === null) return;
    back.style.transform = `translate(${shownX}px, ${row - 1}px)`;
    back.style.width = `${x - shownX}px`;
  }

  return {
    node,
    slider,
    /** @returns {{left: number, right: number}} */
    get flagSpan() {
      return { left: flagLeft, right: flagLeft + flagWidth };
    },
    /** Measures the flag again: the fonts have come. */
    remeasure() {
      flagText = '';
      widths.clear();
    },
    /** @param {HandlePlace} place */
    place(place) {
      placeFlag(place);
      placeBack(place);
      slider.style.transform = `translateX(${place.x}px)`;
      slider.style.setProperty('--row', `${place.row}px`);
      knob.classList.toggle('is-open', place.open);
      node.classList.toggle('is-outside', place.outside);
      slider.setAttribute('aria-valuemin', String(place.min));
      slider.setAttribute('aria-valuemax', String(place.max));
      slider.setAttribute('aria-valuenow', String(place.now));
      slider.setAttribute('aria-valuetext', place.text);
    },
  };
}
