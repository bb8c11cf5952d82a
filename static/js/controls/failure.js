import { element } from '../element.js';
import { t } from '../i18n.js';

/**
 * What could not be fetched, in words, and the offer to try again.
 *
 * @param {import('../types.js').Language} language
 * @param {Error} failure
 */
export function failureText(language, failure) {
  const unreachable = 'status' in failure && failure.status === 0;
  return t(language, 'failure', { reason: unreachable ? t(language, 'failure.offline') : failure.message });
}

/** @param {import('../state.js').State} state */
export function retryButton(state) {
  const retry = () => state.set({ attempt: state.values.attempt + 1 });
  return element('button', { type: 'button', class: 'link', click: retry }, t(state.values.language, 'failure.retry'));
}
