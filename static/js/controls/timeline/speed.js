import { element } from '../../element.js';
import { t } from '../../i18n.js';

/** @typedef {import('../../types.js').Values['speed']} Speed */

const speeds = /** @type {const} */ (['day', 'week', 'month', 'map']);

/**
 * @param {import('../../state.js').State} state
 * @returns {HTMLSelectElement} the choice of how fast time runs while playing
 */
export function createSpeed(state) {
  const options = speeds.map((speed) => element('option', { value: speed }));
  const select = element('select', {
    class: 'timeline-speed', change: () => state.set({ speed: /** @type {Speed} */ (select.value) }),
  }, ...options);
  state.watch(['language', 'speed'], ({ language, speed }) => {
    select.setAttribute('aria-label', t(language, 'time.speed'));
    options.forEach((option, i) => {
      option.textContent = t(language, `time.speed.${speeds[i]}`);
    });
    select.value = speed;
  });
  return select;
}
