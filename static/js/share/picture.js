import { dayOf } from '../days.js';
import { formatDay, formatShortDay, layerName } from '../format.js';
import { t } from '../i18n.js';
import { fontOf, widthOf } from '../layers/labels/measure.js';
import { projected } from '../layers/mercator.js';
import { scaleBar } from '../layers/scale.js';
import { svg } from '../svg.js';
import { drawingsIn, plainPaint, standalone } from './inline.js';
import { footer, header, isPaired } from './parts.js';
import { tilesIn } from './tiles.js';

/**
 * The picture of what the page shows: one SVG document that stands by itself but for its fonts.
 *
 * @typedef {import('../types.js').Values} Values
 * @typedef {import('./studio.js').Size} Size
 * @typedef {import('../layers/labels/boxes.js').Box} Box
 * @typedef {ReturnType<typeof import('./studio.js').createStudio>} Studio
 * @typedef {{values: Readonly<Values>, x: number, width: number, shown: [number, number]}} View  a map in the picture, of which
 *   what lies between the two x is shown: the rest is the other one's
 * @typedef {ReturnType<typeof drawMap>} DrawnMap
 * @typedef {Size & {node: SVGSVGElement}} Picture
 */

const least = 640; // pixels of width
const most = 1600;
/** How high a map may be for its width: a phone's is higher than a page has room for. */
const shape = { least: 0.4, most: 1.25 };
const flagHeight = 46;

/**
 * How large the map in a picture is: as large as it is on the page, within reason.
 * @param {[number, number, number, number]} bounds [w, s, e, n]
 * @param {number} shown pixels from west to east on the page
 * @returns {Size}
 */
export function mapSize([w, s, e, n], shown) {
  const width = Math.round(Math.min(most, Math.max(least, shown)));
  const [from, to] = [projected([w, n], 0), projected([e, s], 0)];
  const ratio = (to.y - from.y) / (to.x - from.x);
  return { width, height: Math.round(width * Math.min(shape.most, Math.max(shape.least, ratio))) };
}

/**
 * @param {Studio} studio
 * @param {Readonly<Values>} values
 * @param {Size} size of the map
 * @param {string} [name] for what the picture names in itself: pictures in one document need different ones
 * @returns {Picture}
 */
export function drawPicture(studio, values, size, name = 'map') {
  return studio.look(() => {
    const { width } = size;
    const [head, foot] = [header(values, width), footer(values, width)];
    const height = head.height + size.height + foot.height;
    const views = viewsOf(values, width);
    const maps = views.map((view, i) => drawMap(studio, view, i, { ...size, name, top: head.height, flags: views.length > 1 }));
    const paper = svg('g', {}, svg('rect', { class: 'picture-paper', width, height }), head.node,
      at(0, head.height + size.height, foot.node));
    const dressed = svg('svg', { class: 'picture', width, height }, paper, at(0, head.height, furniture(values, maps, size)));
    studio.dress(dressed);
    const [below, above] = [...dressed.children].map((part) => standalone(part, (id) => id) ?? svg('g'));
    const node = assemble(values, { width, height }, [patterns(), below, ...maps.map((map) => map.node), above]);
    dressed.remove();
    return { node, width, height };
  });
}

/**
 * The maps that make the picture: one, or two beside or over each other.
 * @param {Readonly<Values>} values
 * @param {number} width
 * @returns {View[]}
 */
function viewsOf(values, width) {
  const { mode, from, fromSnapshot, fromZones, divider } = values;
  if (!isPaired(values) || mode === 'change') return [{ values, x: 0, width, shown: [0, width] }];
  const later = { ...values, mode: /** @type {const} */ ('day') };
  const earlier = { ...later, day: from, snapshot: fromSnapshot, zones: fromZones };
  if (mode === 'swipe') {
    const at = Math.round(width * divider);
    return [{ values: earlier, x: 0, width, shown: [0, at] }, { values: later, x: 0, width, shown: [at, width] }];
  }
  const half = Math.round(width / 2);
  return [{ values: earlier, x: 0, width: half - 1, shown: [0, half - 1] }, { values: later, x: half + 1, width: half - 1, shown: [0, half - 1] }];
}

/**
 * @param {Studio} studio
 * @param {View} view
 * @param {number} number of the stage
 * @param {Size & {name: string, top: number, flags: boolean}} place of all maps together; flags say whose day each shows
 */
function drawMap(studio, { values, x, width, shown: [left, right] }, number, { name, height, top, flags }) {
  const stage = studio.stage(number, values);
  const hidden = [{ x0: 0, y0: 0, x1: left, y1: height }, { x0: right, y0: 0, x1: width, y1: height }].filter(({ x0, x1 }) => x1 > x0);
  const flag = flags ? [{ x0: left, y0: 0, x1: right, y1: flagHeight + 24 }] : [];
  stage.show({ values, size: { width, height }, keepOff: [...hidden, ...flag, { x0: width - 200, y0: height - 40, x1: width, y1: height }] });
  const ground = svg('rect', { x: left, width: right - left, height, fill: plainPaint(getComputedStyle(stage.container).backgroundColor).colour });
  const place = { x: x + left, y: top, width: right - left, height, viewBox: `${left} 0 ${right - left} ${height}`, overflow: 'hidden' };
  return { node: svg('svg', place, ground, ...tilesIn(stage.container), ...drawingsIn(stage.container, `${name}-${number}`)), map: stage.map, values, left: x + left, right: x + right };
}

/**
 * What stands on the maps: the scale, and with two of them what parts them and their days.
 * @param {Readonly<Values>} values
 * @param {DrawnMap[]} maps
 * @param {Size} size
 */
function furniture({ language }, maps, { width, height }) {
  const last = maps[maps.length - 1];
  const scale = scaleBar(last.map, language);
  const bar = at(width - scale.width - 8, height - 32, svg('g', { class: 'scale' }, ...scale.marks));
  if (maps.length < 2) return svg('g', {}, bar);
  const middle = (maps[0].right + last.left) / 2;
  const line = svg('line', { class: 'picture-divider', x1: middle, x2: middle, y2: height });
  return svg('g', {}, line, ...maps.map((map, i) => flag(map.values, middle, i === 0 ? -1 : 1)), bar);
}

/**
 * @param {Readonly<Values>} values
 * @param {number} x of what parts the maps
 * @param {1 | -1} side of it
 */
function flag({ language, day, snapshot }, x, side) {
  const text = formatDay(language, day);
  const shown = snapshot ? dayOf(snapshot.valid_at) : '';
  const age = shown === day ? t(language, 'age.this') : t(language, 'picture.map-of', { date: formatShortDay(language, shown) });
  const width = 24 + Math.max(widthOf(text, fontOf('serif', 600, 19)), widthOf(age, fontOf('sans', 400, 13)));
  const anchor = side < 0 ? 'end' : 'start';
  return svg('g', { transform: `translate(${x} 14)`, 'text-anchor': anchor },
    svg('rect', { class: 'picture-flag', x: side < 0 ? -width - 1 : 1, width, height: flagHeight }),
    svg('text', { class: 'picture-flag-day', x: side * 13, y: 21, style: `text-anchor:${anchor}` }, text),
    svg('text', { class: 'picture-small', x: side * 13, y: 38, style: `text-anchor:${anchor}` }, age));
}

/** @param {number} x @param {number} y @param {SVGElement} node */
function at(x, y, node) {
  return svg('g', { transform: `translate(${x} ${y})` }, node);
}

/** The grounds that the page's maps are filled with. */
function patterns() {
  const all = [...document.querySelectorAll('.patterns > defs > *')].map((pattern) => standalone(pattern, (id) => id));
  return svg('defs', {}, ...all.filter((pattern) => pattern !== null));
}

/**
 * @param {Readonly<Values>} values
 * @param {Size} size
 * @param {Element[]} parts
 */
function assemble({ language, layer, day }, { width, height }, parts) {
  const { fontFamily } = getComputedStyle(document.body);
  const node = svg('svg', {
    width, height, viewBox: `0 0 ${width} ${height}`, 'xml:lang': language, 'font-family': fontFamily.replaceAll('"', "'"),
    style: 'font-variant-numeric:lining-nums tabular-nums',
  }, svg('title', {}, `${layer ? layerName(language, layer) : ''}, ${formatDay(language, day)}`), ...parts);
  return node;
}
