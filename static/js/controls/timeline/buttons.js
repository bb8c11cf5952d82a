import { dayNumber, isoDay } from '../../days.js';
import { element } from '../../element.js';
import { t } from '../../i18n.js';
import { svg } from '../../svg.js';
import { stopAfter, stopBefore, stopsOf } from '../../timescale.js';

/**
 * @typedef {import('../../state.js').State} State
 * @typedef {import('../../i18n.js').Key} Key
 */

const icons = {
  previous: 'M4 4h2v12H4zM17 4v12L7 10z',
  play: 'M6 3.5v13L17 10z',
  pause: 'M5 4h3.5v12H5zM11.5 4H15v12h-3.5z',
  next: 'M14 4h2v12h-2zM3 4l10 6-10 6z',
  back: 'M13 5 6.5 10l6.5 5z',
  on: 'm7 5 6.5 5L7 15z',
};

/** @param {string} kind @param {() => void} press */
function createButton(kind, press) {
  const path = svg('path');
  const button = element('button', { type: 'button', class: `timeline-button timeline-button-${kind}` },
    svg('svg', { viewBox: '0 0 20 20', 'aria-hidden': 'true' }, path));
  button.addEventListener('click', () => {
    if (button.getAttribute('aria-disabled') !== 'true') press();
  });
  return {
    button,
    /** @param {keyof typeof icons} icon @param {string} label @param {boolean} enabled */
    show(icon, label, enabled) {
      path.setAttribute('d', icons[icon]);
      button.setAttribute('aria-label', label);
      button.title = label;
      // A button that is disabled for good would lose the focus at either end of the record.
      button.setAttribute('aria-disabled', String(!enabled));
    },
  };
}

/**
 * Previous map, play or pause, next map; where there is room, a day back and a day on between them.
 *
 * @param {State} state
 * @returns {HTMLElement}
 */
export function createButtons(state) {
  const { back, on } = createStepButtons(state);
  /** @param {(stops: number[], day: number) => number | null} find */
  const goTo = (find) => () => {
    const stop = find(stopsOf(state.values.snapshots), dayNumber(state.values.day));
    if (stop !== null) state.set({ day: isoDay(stop), playing: false });
  };
  const previous = createButton('previous', goTo(stopBefore));
  const play = createButton('play', () => state.set({ playing: !state.values.playing }));
  const next = createButton('next', goTo(stopAfter));

  state.watch(['language', 'snapshots', 'day', 'playing'], ({ language, snapshots, day, playing }) => {
    const stops = stopsOf(snapshots);
    const at = day === '' ? NaN : dayNumber(day);
    previous.show('previous', t(language, 'time.previous'), at > stops[0]);
    next.show('next', t(language, 'time.next'), at < stops[stops.length - 1]);
    play.show(playing ? 'pause' : 'play', t(language, playing ? 'time.pause' : 'time.play'), stops.length > 1);
  });
  return element('div', { class: 'timeline-buttons' }, previous.button, back, play.button, on, next.button);
}

/**
 * A day back and a day on.
 * @param {State} state
 * @returns {HTMLElement}
 */
export function createDaySteps(state) {
  const { back, on } = createStepButtons(state);
  const text = element('span');
  state.watch(['language'], ({ language }) => { text.textContent = t(language, 'time.step'); });
  return element('div', { class: 'timeline-steps' }, back, text, on);
}

/** @param {State} state */
function createStepButtons(state) {
  /** @param {number} days */
  const step = (days) => () => state.set({ day: isoDay(dayNumber(state.values.day) + days), playing: false });
  const back = createButton('day', step(-1));
  const on = createButton('day', step(1));
  state.watch(['language', 'snapshots', 'day'], ({ language, snapshots, day }) => {
    const stops = stopsOf(snapshots);
    const at = day === '' ? NaN : dayNumber(day);
    back.show('back', t(language, 'time.back'), at > stops[0]);
    on.show('on', t(language, 'time.on'), at < stops[stops.length - 1]);
  });
  return { back: back.button, on: on.button };
}
