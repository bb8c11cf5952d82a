import { element } from '../../element.js';
import { onceAtRest, oncePerFrame } from '../../frames.js';
import { t } from '../../i18n.js';
import { svg } from '../../svg.js';
import { drawChart } from './chart.js';
import { letChoose } from './choose.js';
import { createFrame } from './frame.js';
import { createHandles } from './handles.js';
import { sizeFor } from './layout.js';
import { createMarkLayer } from './marklayer.js';
import { claimNodes, eventNodes } from './marks.js';
import { createTip } from './tip.js';
import { createZoomButtons } from './zoombuttons.js';

/**
 * @typedef {import('../../state.js').State} State
 * @typedef {import('./frame.js').Frame} Frame
 * @typedef {import('./marklayer.js').Placed} Placed
 */

/**
 * The chart with its handles, its claims and reports, as wide as what it stands in. A new day moves a handle only; the rest
 * is drawn when what it shows changes.
 *
 * @param {State} state
 * @returns {HTMLElement}
 */
export function createChartView(state) {
  const drawing = svg('svg', { class: 'timeline-drawing', 'aria-hidden': 'true' });
  const handles = createHandles();
  const marks = createMarks(() => ({ width: node.clientWidth, flags: handles.flagSpans }));
  const brush = element('div', { class: 'timeline-brush', hidden: true });
  const surface = element('div', { class: 'timeline-surface' }, drawing, brush, handles.node, ...marks.nodes);
  const node = element('div', { class: 'timeline-chart' }, surface, marks.tip.node, createZoomButtons(state));
  /** @type {Frame | null} */
  let frame = null;

  const moveHandles = () => {
    const { values } = state;
    // Another stretch is about to be drawn, and the handles with it.
    if (frame && (frame.values.range !== values.range || frame.values.snapshots !== values.snapshots)) return;
    handles.place(frame, values);
  };
  function* redraw() {
    if (node.clientWidth === 0) return;
    const next = createFrame(state.values, sizeFor({ width: innerWidth, height: innerHeight }, state.values.embed), node.clientWidth, frame);
    yield;
    const drawn = next ? yield* drawChart(next) : [];
    frame = next;
    drawing.replaceChildren(...drawn);
    marks.draw(frame, state.values.language);
    moveHandles();
    if (frame?.singly) state.set({ singly: true });
  }
  const [draw, drawLater] = [oncePerFrame(redraw), onceAtRest(redraw)];

  letChoose(surface, state, { marks, handles, brush, frame: () => frame });
  state.watch(['layer', 'snapshots', 'halves', 'measured', 'regions', 'settlements', 'events', 'claims'], drawLater);
  state.onChange(['region', 'area', 'language', 'range', 'hide'], draw);
  state.watch(['day', 'from', 'mode'], moveHandles);
  // The first time it is as large as it is from then on, and can wait.
  new ResizeObserver(() => (frame ? draw() : drawLater())).observe(node);
  document.fonts.addEventListener('loadingdone', () => {
    handles.remeasure();
    moveHandles();
  });
  return node;
}

/**
 * Claims and reports together with the card that says what one says.
 *
 * @param {() => {width: number, flags: {left: number, right: number}[]}} around what the card has to fit in and to avoid
 */
function createMarks(around) {
  const tip = createTip(() => layers.forEach((layer) => layer.mark(null)));
  const claims = createMarkLayer('timeline-claims', { open, close: tip.close });
  const events = createMarkLayer('timeline-events', { open, close: tip.close });
  const layers = [events, claims];

  /** @param {Placed} placed */
  function open(placed) {
    const { width, flags } = around();
    layers.forEach((layer) => layer.mark(placed));
    const { x, y, text, url } = placed;
    tip.open(text, url, { x, y, width }, flags);
  }
  for (const { node } of layers) {
    node.addEventListener('focusout', ({ relatedTarget }) => {
      const to = /** @type {Node | null} */ (relatedTarget);
      if (!node.contains(to) && !tip.node.contains(to)) tip.closeSoon();
    });
  }
  tip.node.addEventListener('focusout', ({ relatedTarget }) => {
    if (!tip.node.contains(/** @type {Node | null} */ (relatedTarget))) tip.closeSoon();
  });

  return {
    nodes: layers.map(({ node }) => node),
    tip,
    open,
    /** @param {number} x @param {number} y @param {number} reach px @returns {Placed | null} */
    at: (x, y, reach) => claims.at(x, y, reach) ?? events.at(x, y, reach),
    /** @param {Frame | null} frame @param {import('../../types.js').Language} language */
    draw(frame, language) {
      tip.close();
      claims.node.setAttribute('aria-label', t(language, 'chart.claim'));
      events.node.setAttribute('aria-label', t(language, 'chart.report'));
      claims.draw(frame ? claimNodes(frame) : []);
      events.draw(frame ? eventNodes(frame) : []);
    },
  };
}
