import { geoJSONOf, withinOf } from '../area.js';
import { Api } from '../api.js';
import { element, fill } from '../element.js';
import { t } from '../i18n.js';
import { save } from '../save.js';
import { citationOf } from './citation.js';
import { failureText } from './failure.js';

/**
 * How the measured numbers are cited, and how they are had as a table: for all mapped ground, a region, what is in view and
 * a drawn area alike.
 *
 * @param {import('../state.js').State} state
 * @returns {HTMLElement}
 */
export function createAreaCitation(state) {
  const node = element('div');
  state.watch(['mode', 'measured', 'language'], ({ mode, measured, language }) => {
    // What changed is another answer, which is cited beside it.
    node.hidden = mode === 'change';
    fill(node, measured && citationOf(language, measured, createDownload(state), measured.area ? createAreaFile(language, measured.area) : null));
  });
  return node;
}

/** The table; a drawn area has to be sent along, so that no link alone can ask for it. @param {import('../state.js').State} state */
function createDownload(state) {
  const api = new Api(document.baseURI);
  const said = element('span', { role: 'status' });
  const download = async () => {
    const { layer, language } = state.values;
    if (!layer) return;
    said.textContent = '';
    try {
      save(await api.areasTable(layer.id, withinOf(state.values)), `${layer.id}-areas.csv`);
    } catch (error) {
      fill(said, failureText(language, /** @type {Error} */ (error)));
    }
  };
  const button = element('button', { type: 'button', class: 'link', click: download }, t(state.values.language, 'cite.csv'));
  return element('p', {}, button, ' ', said);
}

/**
 * The permanent link wants the very bytes of the area again that was measured.
 * @param {import('../types.js').Language} language
 * @param {string} area
 */
function createAreaFile(language, area) {
  const download = () => save(new Blob([geoJSONOf(area)], { type: 'application/geo+json' }), 'area.geojson');
  return element('p', {}, element('button', { type: 'button', class: 'link', click: download }, t(language, 'cite.area')));
}
