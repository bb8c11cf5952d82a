import { element } from '../../element.js';
import { formatRange } from '../../format.js';
import { t } from '../../i18n.js';
import { createHandle } from './handle.js';
import { handlePlace } from './handleplace.js';

/**
 * @typedef {import('../../types.js').Values} Values
 * @typedef {import('./frame.js').Frame} Frame
 * @typedef {import('../../pair.js').End} End
 * @typedef {import('./handle.js').HandlePlace} HandlePlace
 */

/** Handles nearer than this, in px, share a flag. */
const apart = 112;

/**
 * The handles on the chart: one for the day or, where two are looked at, one for each, with the ground outside of them
 * veiled.
 */
export function createHandles() {
  const [from, day] = [createHandle('from'), createHandle('day')];
  const veils = ['before', 'after'].map((side) => element('div', { class: `timeline-outside timeline-${side}` }));
  const node = element('div', { class: 'timeline-handles' }, day.node);
  let paired = false;
  let [fromX, dayX] = [0, 0];

  /** @param {boolean} wanted */
  function pair(wanted) {
    if (wanted === paired) return;
    paired = wanted;
    if (wanted) day.node.before(...veils, from.node);
    else [from.node, ...veils].forEach((part) => part.remove());
  }

  /** @param {Frame} frame @param {HandlePlace} earlier @param {HandlePlace} later */
  function placeVeils({ layout, width }, earlier, later) {
    const [before, after] = veils.map(({ style }) => style);
    for (const style of [before, after]) {
      style.top = `${layout.top - 3}px`;
      style.height = `${layout.bottom - layout.top + 6}px`;
    }
    before.width = `${Math.max(0, earlier.x - layout.left)}px`;
    before.left = `${layout.left}px`;
    after.width = `${Math.max(0, width - layout.right - later.x)}px`;
    after.left = `${later.x}px`;
  }

  /** @param {Frame} frame @param {Readonly<Values>} values @param {HandlePlace} later */
  function placePair(frame, values, later) {
    const earlier = handlePlace(frame, values.from, values.language);
    fromX = earlier.x;
    from.place(earlier);
    day.place(later);
    const shared = later.x - earlier.x < apart || from.flagSpan.right >= day.flagSpan.left;
    from.node.classList.toggle('is-flagless', shared);
    if (shared) day.place({ ...later, flag: formatRange(values.language, values.from, values.day), flagX: (earlier.x + later.x) / 2 });
    placeVeils(frame, earlier, later);
  }

  return {
    node,
    get flagSpans() {
      return paired ? [from.flagSpan, day.flagSpan] : [day.flagSpan];
    },
    /** Measures the flags again: the fonts have come. */
    remeasure() {
      from.remeasure();
      day.remeasure();
    },
    /** @param {Frame | null} frame @param {Readonly<Values>} values */
    place(frame, values) {
      const { language } = values;
      pair(values.mode !== 'day' && values.from !== '');
      node.hidden = !frame || values.day === '';
      from.slider.setAttribute('aria-label', t(language, 'time.handle.from'));
      day.slider.setAttribute('aria-label', t(language, paired ? 'time.handle.day' : 'time.handle'));
      if (!frame || node.hidden) return;
      const later = handlePlace(frame, values.day, language);
      dayX = later.x;
      if (paired) placePair(frame, values, later);
      else day.place(later);
    },
    /** The handle that a pointer at x means: the nearer one. @param {number} x @returns {End} */
    endAt: (x) => (paired && x < (fromX + dayX) / 2 ? 'from' : 'day'),
    /** @param {End} end */
    focus(end) {
      (end === 'from' ? from : day).slider.focus({ preventScroll: true });
    },
  };
}
