import * as L from '../leaflet.js';
import { leastPiece } from '../changes.js';
import { groundName } from '../controls/ground.js';
import { formatArea, layerName } from '../format.js';
import { t } from '../i18n.js';
import { otherLayer } from '../layerchoice.js';
import { stripedGround } from './striped.js';

/**
 * @typedef {import('../state.js').State} State
 * @typedef {import('../types.js').Values} Values
 * @typedef {import('../types.js').Layer} Layer
 * @typedef {import('../types.js').AccordPair} AccordPair
 */

const pane = 'accord';

/**
 * Draws over the zones of the first layer where the other one says something else: its stripes, and a dotted outline where but
 * one of them says anything. Where they agree there is nothing to add.
 * @param {L.Map} map
 * @param {State} state
 */
export function createAccordLayer(map, state) {
  const renderer = new L.SVG({ pane, padding: 0.5 });
  const group = new L.LayerGroup().addTo(map);
  state.watch(['accord', 'layers', 'layer', 'with', 'zones', 'day', 'mode', 'language'], (values) => {
    group.clearLayers();
    const { accord, layer } = values;
    const other = otherLayer(values);
    if (!accord || !layer || !other || !isCurrent(values)) return;
    for (const piece of accord.features) {
      const { kind, area_km2: km2 } = piece.properties;
      if (kind === 'agree' || km2 < leastPiece) continue;
      const look = kind === 'unsaid' ? unsaid(piece.properties) : disputed(piece.properties);
      const tip = tipText(values.language, piece.properties, layer, other);
      stripedGround(piece, { renderer, pane, tip, ...look }).forEach((part) => group.addLayer(part));
    }
  });
}

/**
 * Whether what is known of both layers is of the map that is drawn: while the day moves, the first layer is ahead.
 * @param {Readonly<Values>} values
 */
function isCurrent({ accord, zones, day, mode, layer, with: other }) {
  return mode === 'day' && accord?.datetime === day && accord.snapshot.id === zones?.snapshot.id
    && accord.layer === layer?.id && accord.with === other;
}

/** @param {AccordPair} pair */
function disputed({ with_status: other }) {
  return { className: 'disputed', ground: 'transparent', stripes: `url(#gz-${other ?? ''}-was)` };
}

/** What only the other one says is shown as it says, but paler. @param {AccordPair} pair */
function unsaid({ status, with_status: other }) {
  const ground = status === null && other !== null ? `url(#gz-${other})` : 'transparent';
  return { className: 'unsaid', ground, stripes: null };
}

/**
 * “Kursk – Sumy border: Ukraine; DeepState: Grey zone; 69 km²”: of this piece of ground.
 * @param {Values['language']} language
 * @param {AccordPair} pair
 * @param {Layer} layer
 * @param {Layer} other
 */
function tipText(language, pair, layer, other) {
  const [one, two] = [groundName(language, layer, pair.status, pair.side), groundName(language, other, pair.with_status, pair.with_side)];
  return [
    t(language, 'accord.tip', { layer: layerName(language, layer), ground: one }),
    t(language, 'accord.tip', { layer: layerName(language, other), ground: two }),
    t(language, 'area', { area: formatArea(language, pair.area_km2) }),
  ].join('; ');
}
