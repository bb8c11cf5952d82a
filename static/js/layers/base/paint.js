import { LineSymbolizer, PolygonSymbolizer } from 'protomaps-leaflet';

/**
 * @typedef {import('protomaps-leaflet').PaintRule} PaintRule
 * @typedef {import('protomaps-leaflet').Feature} Feature
 * @typedef {{land: string, water: string, wood: string, built: string, road: string}} Colours
 */

const [line, polygon] = [2, 3];
const woods = ['forest', 'wood', 'nature_reserve', 'park', 'protected_area', 'national_park'];
const towns = ['urban_area', 'residential', 'industrial', 'commercial', 'railway', 'aerodrome', 'military'];

/**
 * How the layers of the Protomaps schema are painted: calm ground without lettering or borders, which are the page's own.
 * @param {Colours} colours read at every painting
 * @returns {PaintRule[]} the lowest first
 */
export function paintRules(colours) {
  /** @param {string} dataLayer @param {keyof Colours} colour @param {string[]} [kinds] @returns {PaintRule} */
  const area = (dataLayer, colour, kinds) => ({
    dataLayer,
    symbolizer: new PolygonSymbolizer({ fill: () => colours[colour] }),
    filter: (_zoom, { geomType, props }) => geomType === polygon && (!kinds || kinds.includes(String(props.kind))),
  });
  /** @param {string} dataLayer @param {keyof Colours} colour @param {Record<string, number>} widths px at zoom 10, by kind */
  const lines = (dataLayer, colour, widths) => ({
    dataLayer,
    symbolizer: new LineSymbolizer({
      color: () => colours[colour],
      width: (zoom, feature) => widths[String(feature?.props.kind)] * 1.35 ** (zoom - 10),
    }),
    filter: (/** @type {number} */ _zoom, /** @type {Feature} */ { geomType, props }) => (
      geomType === line && String(props.kind) in widths),
  });
  return [
    area('earth', 'land'),
    area('landcover', 'wood', woods),
    area('landcover', 'built', towns),
    area('landuse', 'wood', woods),
    area('landuse', 'built', towns),
    area('water', 'water'),
    lines('water', 'water', { river: 1.2, canal: 0.8, stream: 0.5 }),
    lines('roads', 'road', { highway: 1.8, major_road: 1.2, medium_road: 0.7, rail: 0.6 }),
  ];
}
