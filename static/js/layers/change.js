import * as L from '../leaflet.js';
import { groundName } from '../controls/ground.js';
import { changesShown, isCurrent, isOfNewLayer, piecesOf, proposedShown } from '../changes.js';
import { capitalised, formatArea } from '../format.js';
import { t } from '../i18n.js';
import { stripedGround } from './striped.js';

/**
 * @typedef {import('../state.js').State} State
 * @typedef {import('../types.js').Values} Values
 * @typedef {import('../types.js').ChangeTotal} ChangeTotal
 */

/**
 * Draws the ground that changed hands, or that an upload would change: what it is then, with stripes of whose it was. All that
 * does not change is paler.
 * @param {L.Map} map
 * @param {State} state
 */
export function createChange(map, state) {
  const renderer = new L.SVG({ pane: 'change', padding: 0.5 });
  const group = new L.LayerGroup().addTo(map);
  /** @type {import('../types.js').ChangeAnswer | import('../types.js').ProposedChange | null} */
  let drawn = null;
  let { language } = state.values;
  state.watch(['mode', 'changes', 'layer', 'language', 'fromSnapshot', 'snapshot', 'proposed', 'layers'], (values) => {
    const proposed = proposedShown(values);
    const changes = proposed ?? changesShown(values);
    const { classList } = map.getContainer();
    // Until it is known what changed, nothing may look as if it did not.
    classList.toggle('is-change', changes !== null);
    classList.toggle('is-proposed', proposed !== null);
    classList.toggle('is-first', proposed !== null && isOfNewLayer(values));
    if (changes === drawn && language === values.language) return;
    [drawn, language] = [changes, values.language];
    group.clearLayers();
    for (const piece of changes ? piecesOf(changes) : []) drawPiece(piece, values, renderer).forEach((layer) => layer.addTo(group));
  });
  state.watch(['mode', 'changes', 'layer', 'fromSnapshot', 'snapshot', 'region', 'area', 'bounds'], (values) => {
    map.getPane('change')?.classList.toggle('is-waiting', values.mode === 'change' && !isCurrent(values));
  });
}

/**
 * @param {import('../types.js').ChangeAnswer['features'][number]} piece
 * @param {Readonly<Values>} values
 * @param {import('leaflet').Renderer} renderer
 */
function drawPiece(piece, values, renderer) {
  const { from_status: from, to_status: to } = piece.properties;
  return stripedGround(piece, {
    renderer, pane: 'change', className: 'changed', ground: to ? groundOf(to, values) : 'var(--gz-land)',
    stripes: from && `url(#gz-${from}-was)`, tip: tipText(piece.properties, values),
  });
}

/**
 * A status that an upload brings is not the layer's yet, and has no pattern.
 * @param {string} status its ID
 * @param {Readonly<Values>} values
 */
function groundOf(status, { layer }) {
  return layer?.statuses.some(({ id }) => id === status) ? `url(#gz-${status})` : 'var(--gz-line-strong)';
}

/**
 * “Ukraine → Grey zone, 69 km²”: of this piece of ground.
 * @param {ChangeTotal} way
 * @param {Readonly<Values>} values
 */
function tipText({ from_status: from, from_side: fromSide, to_status: to, to_side: toSide, area_km2: km2 }, { language, layer }) {
  const [before, after] = [groundName(language, layer, from, fromSide), groundName(language, layer, to, toSide)];
  return `${capitalised(before)} → ${after}, ${t(language, 'area', { area: formatArea(language, km2) })}`;
}
