import { createCard } from './card.js';
import { createFrameCode } from './share/framecode.js';
import { createLink } from './share/link.js';
import { createPictures } from './share/pictures.js';
import { element } from '../element.js';
import { t } from '../i18n.js';

/**
 * The card of what can be passed on: the link, the code that embeds the map, pictures of it.
 *
 * @param {import('../state.js').State} state
 * @param {import('./share/pictures.js').Look} look
 * @returns {HTMLElement}
 */
export function createShare(state, look) {
  const said = element('p', { class: 'share-said', role: 'status' });
  /** @param {string} text */
  const say = (text) => { said.textContent = text; };
  state.onChange(['card', 'language'], () => say(''));
  return createCard(state, 'share', ({ language }) => t(language, 'tool.share'),
    createLink(state, say), createPictures(state, look, say), createFrameCode(state, say), said);
}
