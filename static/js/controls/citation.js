import { element } from '../element.js';
import { t } from '../i18n.js';
import { save } from '../save.js';
import { copied } from './copied.js';

/**
 * How an answer is cited: its sentence to copy, and the link that is answered the same for ever.
 *
 * @typedef {import('../types.js').Language} Language
 */

/**
 * @param {Language} language
 * @param {{citation: string, permalink: string}} answer
 * @param {...(Node | null)} more what else can be had of it
 * @returns {HTMLDetailsElement}
 */
export function citationOf(language, { citation, permalink }, ...more) {
  const text = element('textarea', { class: 'cite-text', readonly: true, rows: 4, 'aria-label': t(language, 'cite') });
  text.value = citation;
  const said = element('span', { role: 'status' });
  const copy = async () => { said.textContent = t(language, await copied(text) ? 'cite.copied' : 'cite.selected'); };
  return element(
    'details',
    { class: 'cite' },
    element('summary', {}, t(language, 'cite')),
    text,
    element('p', { class: 'cite-copy' }, element('button', { type: 'button', class: 'button', click: copy }, t(language, 'cite.copy')), said),
    element('p', {}, element('a', { href: permalink, target: '_blank', rel: 'noopener' }, t(language, 'cite.permalink'))),
    ...more,
  );
}

/**
 * The permanent link wants the very bytes of the area again that was sent.
 * @param {Language} language
 * @param {string} geoJSON
 */
export function areaFile(language, geoJSON) {
  const download = () => save(new Blob([geoJSON], { type: 'application/geo+json' }), 'area.geojson');
  return element('p', {}, element('button', { type: 'button', class: 'link', click: download }, t(language, 'cite.area')));
}
