import { placeOf } from '../address.js';
import { element } from '../element.js';
import { t } from '../i18n.js';
import { addressOf } from '../share/links.js';
import { addressed } from '../url.js';

/**
 * The way from a map that is part of another page to the full one, with the same view.
 * @param {import('../state.js').State} state
 */
export function createOpen(state) {
  const link = element('a', { class: 'embed-open', target: '_blank', rel: 'noopener' });
  state.watch([...addressed], (values) => {
    link.textContent = t(values.language, 'embed.open');
    link.href = addressOf(location.href, placeOf(values), '.');
  });
  return link;
}
