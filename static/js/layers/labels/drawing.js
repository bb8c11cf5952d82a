import { svg } from '../../svg.js';
import { areaTracking } from './names.js';
import { lookOf } from './settlementnames.js';

/**
 * SVG of placed labels. Their looks are in map.css.
 *
 * @typedef {import('./areanames.js').ArcText} ArcText
 * @typedef {import('./settlementnames.js').PlacedSettlement} PlacedSettlement
 * @typedef {{text: string, at: {x: number, y: number}, angle: number}} SlantedText
 */

/**
 * @param {ArcText} label
 * @param {string} id of its path, unlike any other on the page
 */
export function drawArcText({ text, size, arc: [from, control, to] }, id) {
  const path = svg('path', { id, d: `M${from.x} ${from.y}Q${control.x} ${control.y} ${to.x} ${to.y}`, fill: 'none' });
  // A little longer than the text, so that no letter drops off its end.
  const along = svg('textPath', { href: `#${id}`, startOffset: '50%' }, text);
  const style = `font-size:${size}px;letter-spacing:${areaTracking}em`;
  return svg('g', { class: 'area-name' }, path, svg('text', { style, dy: size * 0.35 }, along));
}

/** @param {SlantedText} label */
export function drawSlanted({ text, at, angle }) {
  return svg('text', { class: 'country-name', transform: `translate(${at.x} ${at.y}) rotate(${angle})`, dy: '.35em' }, text);
}

/**
 * @param {import('./zonenames.js').PlacedZoneName} label
 * @param {{status: string, date: string, size: number}} look
 */
export function drawZoneName({ text, at, leader }, { status, date, size }) {
  const node = svg('g', { class: 'zone-name', style: `--ink:var(--gz-${status}-ink)` });
  if (leader) {
    const { from, to } = leader;
    node.append(
      svg('line', { class: 'leader', x1: from.x, y1: from.y, x2: to.x, y2: to.y }),
      svg('circle', { class: 'leader-dot', cx: from.x, cy: from.y, r: 3 }),
    );
  }
  const y = at.y - (date ? 7 : 0);
  node.append(svg('text', { x: at.x, y, dy: '.35em', style: `font-size:${size}px` }, text));
  if (date) node.append(svg('text', { class: 'zone-date', x: at.x, y: y + size / 2 + 8, dy: '.35em' }, date));
  return node;
}

/** @param {PlacedSettlement} label */
export function drawSettlement({ text, rank, dot, at }) {
  const { size, weight, radius } = lookOf(rank);
  return svg(
    'g',
    { class: rank > 2 ? 'settlement' : 'settlement settlement-large' },
    svg('circle', { cx: dot.x, cy: dot.y, r: radius }),
    svg('text', { x: at.x, y: at.y, dy: '.34em', style: `font-size:${size}px;font-weight:${weight}` }, text),
  );
}
