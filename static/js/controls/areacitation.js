import { geoJSONOf, withinOf } from '../area.js';
import { Api } from '../api.js';
import { element, fill } from '../element.js';
import { t } from '../i18n.js';
import { areaFile, citationOf } from './citation.js';
import { downloadButton } from './download.js';

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
    fill(node, measured && citationOf(language, measured, createDownload(state), measured.area ? areaFile(language, geoJSONOf(measured.area)) : null));
  });
  return node;
}

/** @param {import('../state.js').State} state */
function createDownload(state) {
  const { layer, language } = state.values;
  if (!layer) return null;
  const api = new Api(document.baseURI);
  const table = () => api.areasTable(layer.id, withinOf(state.values));
  return element('p', {}, downloadButton(language, t(language, 'cite.csv'), table, `${layer.id}-areas.csv`));
}
