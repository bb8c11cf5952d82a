import { element } from '../../element.js';
import { formatBytes, formatShortDay } from '../../format.js';
import { t } from '../../i18n.js';
import { save } from '../../save.js';
import { framesOf } from '../../share/frames.js';
import { makesVideo } from '../../share/video.js';

/**
 * The pictures that can be saved; what makes them is loaded when it is first needed.
 *
 * @typedef {import('../../state.js').State} State
 * @typedef {import('../../types.js').Values} Values
 * @typedef {import('../../share/export.js').Format} Format
 * @typedef {() => {bounds: [number, number, number, number], zoom: number}} Look  what is in view of the map, whatever the card
 *   covers
 */

const stills = /** @type {const} */ (['png', 'png-large', 'svg']);
const moving = /** @type {const} */ (['gif', 'webm']);

/**
 * @param {State} state
 * @param {Look} look
 * @param {(text: string) => void} say
 * @returns {HTMLElement}
 */
export function createPictures(state, look, say) {
  const [heading, title] = [element('h3', { class: 'share-heading' }), element('h3', { class: 'share-heading' })];
  const [holds, frames] = [element('p', { class: 'share-about' }), element('p', { class: 'share-about' })];
  const making = createMaking(state, look, say);
  const buttons = [...stills, ...moving].map((format) => ({ format, button: element('button', {
    type: 'button', class: 'share-button', click: () => making.begin(format),
  }) }));
  /** @param {readonly Format[]} formats */
  const row = (formats) => element('div', { class: 'share-row' },
    ...buttons.filter(({ format }) => formats.includes(format)).map(({ button }) => button));

  const video = buttons[buttons.length - 1].button;
  video.hidden = true;
  makesVideo().then((able) => { video.hidden = !able; });
  state.watch(['language'], ({ language }) => {
    heading.textContent = t(language, 'share.picture');
    title.textContent = t(language, 'share.animation');
    holds.textContent = t(language, 'share.holds');
    buttons.forEach(({ format, button }) => { button.textContent = t(language, `share.${format}`); });
  });
  state.watch(['language', 'snapshots', 'range', 'mode', 'from', 'day'], (values) => { frames.textContent = aboutFrames(values); });
  return element('div', { class: 'share-part' }, heading, holds, row(stills), title, frames, row(moving), making.node);
}

/** @param {Readonly<Values>} values */
function aboutFrames(values) {
  const { days, step } = framesOf(values);
  if (days.length === 0) return '';
  const { language } = values;
  return t(language, 'share.frames', {
    from: formatShortDay(language, days[0]), to: formatShortDay(language, days[days.length - 1]), count: days.length,
    step: t(language, 'share.step', { count: step }),
  });
}

/**
 * What is being made, how far it is, and the way to stop it.
 * @param {State} state
 * @param {Look} look
 * @param {(text: string) => void} say
 */
function createMaking(state, look, say) {
  const bar = element('progress', { class: 'share-progress' });
  const text = element('span');
  const cancel = element('button', { type: 'button', class: 'share-button', click: () => making?.abort() });
  const node = element('div', { class: 'share-row share-making' }, bar, text, cancel);
  node.hidden = true;
  /** @type {AbortController | null} */
  let making = null;

  /** @param {number} number @param {number} count */
  function progress(number, count) {
    bar.max = count;
    bar.value = number;
    text.textContent = t(state.values.language, 'share.progress', { number, count });
  }

  /** @param {Format} format */
  async function begin(format) {
    if (making) return;
    const { language } = state.values;
    making = new AbortController();
    const { signal } = making;
    bar.removeAttribute('value');
    bar.setAttribute('aria-label', t(language, 'share.making'));
    text.textContent = t(language, 'share.making');
    cancel.textContent = t(language, 'share.cancel');
    say(t(language, 'share.making'));
    node.hidden = false;
    try {
      const { makeFile } = await import('../../share/export.js');
      const { bounds, zoom } = look();
      const shown = ((bounds[2] - bounds[0]) / 360) * 256 * 2 ** zoom;
      const made = await makeFile({ ...state.values, bounds }, format, { shown, signal, progress });
      save(made.blob, made.name);
      const saved = t(language, 'share.saved', { name: made.name, size: formatBytes(language, made.blob.size) });
      say(made.whole ? saved : `${saved} ${t(language, 'share.no-tiles')}`);
    } catch (error) {
      say(signal.aborted ? t(language, 'share.cancelled') : t(language, 'share.failed', { reason: error instanceof Error ? error.message : String(error) }));
    }
    node.hidden = true;
    making = null;
  }
  return { node, begin };
}
