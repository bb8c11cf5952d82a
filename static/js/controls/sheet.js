import { element } from '../element.js';
import { t } from '../i18n.js';

/**
 * The phone's sheet has three heights: peek, half and full. The grabber changes them by dragging, by a tap, and by keys.
 *
 * @typedef {import('../state.js').State} State
 * @typedef {'peek' | 'half' | 'full'} Stop
 */

const stops = /** @type {const} */ (['peek', 'half', 'full']);
const peekHeight = 148;
/** Pixels that a finger may tremble in a tap. */
const tremble = 5;

/**
 * Puts a grabber at the head of the sheet.
 * @param {HTMLElement} sheet
 * @param {State} state
 */
export function createSheet(sheet, state) {
  const grabber = element('button', { type: 'button', class: 'sheet-grabber', role: 'slider', 'aria-orientation': 'vertical' });
  /** Two maps above each other need the height. @type {Stop} */
  let stop = state.values.mode === 'side' ? 'peek' : 'half';
  /** @param {Stop} next */
  const rest = (next) => {
    const wasFull = stop === 'full';
    stop = next;
    sheet.dataset.stop = next;
    sheet.style.removeProperty('--gz-sheet-h');
    if (wasFull && next !== 'full') sheet.scrollTop = 0;
    grabber.setAttribute('aria-valuenow', String(stops.indexOf(next)));
    grabber.setAttribute('aria-valuetext', t(state.values.language, `sheet.${next}`));
  };
  grabber.setAttribute('aria-valuemin', '0');
  grabber.setAttribute('aria-valuemax', String(stops.length - 1));
  grabber.addEventListener('keydown', (event) => {
    const next = afterKey(event.key, stop);
    if (!next) return;
    event.preventDefault();
    rest(next);
  });
  dragToResize(grabber, sheet, (height, moved) => rest(moved ? nearestStop(height, heights(sheet)) : afterTap(stop)));
  state.watch(['language'], ({ language }) => {
    sheet.setAttribute('aria-label', t(language, 'sheet'));
    grabber.setAttribute('aria-label', t(language, 'sheet.handle'));
    rest(stop);
  });
  sheet.prepend(grabber);
}

/**
 * @param {HTMLElement} grabber
 * @param {HTMLElement} sheet
 * @param {(height: number, moved: boolean) => void} end
 */
function dragToResize(grabber, sheet, end) {
  grabber.addEventListener('pointerdown', (down) => {
    const from = sheet.getBoundingClientRect().height;
    let height = from;
    /** @param {PointerEvent} move */
    const drag = (move) => {
      height = from + down.clientY - move.clientY;
      if (Math.abs(height - from) <= tremble) return;
      sheet.classList.add('is-dragged');
      sheet.style.setProperty('--gz-sheet-h', `${height}px`);
    };
    const finish = () => {
      grabber.removeEventListener('pointermove', drag);
      grabber.removeEventListener('pointerup', finish);
      grabber.removeEventListener('pointercancel', finish);
      sheet.classList.remove('is-dragged');
      end(height, Math.abs(height - from) > tremble);
    };
    grabber.setPointerCapture(down.pointerId);
    grabber.addEventListener('pointermove', drag);
    grabber.addEventListener('pointerup', finish);
    grabber.addEventListener('pointercancel', finish);
  });
}

/** @param {HTMLElement} sheet @returns {Record<Stop, number>} */
function heights(sheet) {
  const room = sheet.parentElement?.clientHeight ?? innerHeight;
  // Half is as high as what it holds; near enough to tell which stop a finger means.
  return { peek: peekHeight, half: room * 0.46, full: room * 0.85 };
}

/**
 * The stop whose height is nearest.
 * @param {number} height
 * @param {Record<Stop, number>} at
 * @returns {Stop}
 */
export function nearestStop(height, at) {
  return stops.reduce((best, stop) => (Math.abs(at[stop] - height) < Math.abs(at[best] - height) ? stop : best));
}

/** @param {Stop} stop @returns {Stop} */
export function afterTap(stop) {
  return stop === 'half' ? 'peek' : 'half';
}

/**
 * @param {string} key
 * @param {Stop} stop
 * @returns {Stop | null} null for a key that means nothing here
 */
export function afterKey(key, stop) {
  const i = stops.indexOf(stop);
  if (key === 'ArrowUp' || key === 'ArrowRight') return stops[Math.min(i + 1, stops.length - 1)];
  if (key === 'ArrowDown' || key === 'ArrowLeft') return stops[Math.max(i - 1, 0)];
  if (key === 'Home') return 'peek';
  if (key === 'End') return 'full';
  if (key === 'Enter' || key === ' ') return afterTap(stop);
  return null;
}
