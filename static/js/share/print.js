import { element } from '../element.js';
import { svg } from '../svg.js';
import { standalone } from './inline.js';
import { footer, header } from './parts.js';
import { drawPicture } from './picture.js';
import { createStudio } from './studio.js';

/**
 * What comes on paper: the picture of the map with the chart under it, in the shape of the sheet. A page that is cut for the
 * screen would lose its right side there.
 *
 * @typedef {import('../state.js').State} State
 * @typedef {import('../types.js').Values} Values
 */

/** Pixels of the sheets between their margins: A4, upright and across. */
const sheets = { portrait: { width: 760, height: 1100 }, landscape: { width: 1100, height: 752 } };
const gap = 10;

/**
 * @param {State} state
 * @param {() => {bounds: [number, number, number, number]}} look what is in view of the map
 */
export function followPrint(state, look) {
  const studio = createStudio();
  const root = document.documentElement;
  /** @type {HTMLElement | null} */
  let print = null;
  let theme = '';
  addEventListener('beforeprint', () => {
    if (print || !state.values.layer) return;
    const values = { ...state.values, ...look() };
    // Paper is white.
    theme = root.dataset.theme ?? '';
    root.dataset.theme = 'light';
    const drawn = Object.entries(sheets).map(([shape, size]) => (
      element('div', { class: `print-${shape}` }, drawSheet(studio, values, { ...size, name: `print-${shape}` }))));
    print = element('div', { class: 'print' }, ...drawn);
    document.body.append(print);
  });
  addEventListener('afterprint', () => {
    if (!print) return;
    print.remove();
    print = null;
    if (theme) root.dataset.theme = theme;
    else delete root.dataset.theme;
  });
}

/**
 * @param {ReturnType<typeof createStudio>} studio
 * @param {Readonly<Values>} values
 * @param {{name: string, width: number, height: number}} sheet
 */
function drawSheet(studio, values, { name, width, height }) {
  const chart = drawChart(width);
  const around = header(values, width).height + footer(values, width).height;
  const { node } = drawPicture(studio, values, { width, height: height - around - chart.height - gap }, name);
  node.setAttribute('height', String(height));
  node.setAttribute('viewBox', `0 0 ${width} ${height}`);
  node.append(svg('g', { transform: `translate(0 ${height - chart.height})` }, chart.node));
  return node;
}

/**
 * The chart as it stands on the page, with a line at each day that is looked at.
 * @param {number} width
 */
function drawChart(width) {
  const surface = document.querySelector('.timeline-surface');
  const { left, width: shown = width, height = 0 } = surface?.getBoundingClientRect() ?? {};
  const scale = width / (shown || width);
  const drawings = [...surface?.querySelectorAll(':scope > svg') ?? []].map((part) => standalone(part, (id) => id));
  const handles = [...surface?.querySelectorAll('.timeline-line') ?? []].map((line) => {
    const { x, top, bottom } = line.getBoundingClientRect();
    const [at, y] = [x + 1 - (left ?? 0), top - (surface?.getBoundingClientRect().top ?? 0)];
    return svg('path', { d: `M${at} ${y}V${y + bottom - top}`, stroke: '#1f1d1a', 'stroke-width': 2 });
  });
  const node = svg('g', { transform: `scale(${scale})` }, ...drawings.filter((part) => part !== null).flatMap((part) => [...part.childNodes]), ...handles);
  return { node, height: height * scale };
}
