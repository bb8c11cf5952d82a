import { isoDay } from '../../days.js';
import { element } from '../../element.js';
import { oncePerFrame } from '../../frames.js';
import { t } from '../../i18n.js';
import { moveEnd } from '../../pair.js';
import { svg } from '../../svg.js';
import { snap } from '../../timescale.js';
import { drawChart } from './chart.js';
import { createClaimLayer } from './claimlayer.js';
import { claimText } from './claimtext.js';
import { followPointer } from './drag.js';
import { createFrame } from './frame.js';
import { createHandles } from './handles.js';
import { sizeFor } from './layout.js';
import { createTip } from './tip.js';

/**
 * @typedef {import('../../state.js').State} State
 * @typedef {import('./frame.js').Frame} Frame
 * @typedef {import('./claimlayer.js').Placed} Placed
 */

/** How far a claim reaches for the pointer, in px. */
const reach = { mouse: 9, touch: 16 };

/**
 * The chart with its handles and its claims, as wide as what it stands in. A new day moves a handle only; the rest is drawn
 * when what it shows changes.
 *
 * @param {State} state
 * @returns {HTMLElement}
 */
export function createChartView(state) {
  const drawing = svg('svg', { class: 'timeline-drawing', 'aria-hidden': 'true' });
  const handles = createHandles();
  const claims = createClaims(state, () => ({ width: node.clientWidth, flags: handles.flagSpans }));
  const surface = element('div', { class: 'timeline-surface' }, drawing, handles.node, claims.layer.node);
  const node = element('div', { class: 'timeline-chart' }, surface, claims.tip.node);
  /** @type {Frame | null} */
  let frame = null;

  const moveHandles = () => handles.place(frame, state.values);
  const draw = oncePerFrame(() => {
    if (node.clientWidth === 0) return;
    frame = createFrame(state.values, sizeFor(innerWidth), node.clientWidth, frame);
    drawing.replaceChildren(...(frame ? drawChart(frame) : []));
    claims.draw(frame);
    moveHandles();
  });

  letChoose(surface, state, claims, handles, () => frame);
  state.watch(['layer', 'snapshots', 'region', 'halves', 'measured', 'regions', 'events', 'claims', 'language'], draw);
  state.watch(['day', 'from', 'mode'], moveHandles);
  new ResizeObserver(draw).observe(node);
  document.fonts.addEventListener('loadingdone', () => {
    handles.remeasure();
    moveHandles();
  });
  return node;
}

/**
 * The claims together with the card that says what one says.
 *
 * @param {State} state
 * @param {() => {width: number, flags: {left: number, right: number}[]}} around what the card has to fit in and to avoid
 */
function createClaims(state, around) {
  const tip = createTip(() => layer.mark(null));
  const layer = createClaimLayer({ open, close: tip.close });

  /** @param {Placed} placed */
  function open(placed) {
    const { width, flags } = around();
    layer.mark(placed);
    const { x, y, mark } = placed;
    tip.open(claimText(state.values.language, mark), mark.claim.source_url, { x, y, width }, flags);
  }
  layer.node.addEventListener('focusout', ({ relatedTarget }) => {
    const to = /** @type {Node | null} */ (relatedTarget);
    if (!layer.node.contains(to) && !tip.node.contains(to)) tip.closeSoon();
  });
  tip.node.addEventListener('focusout', ({ relatedTarget }) => {
    if (!tip.node.contains(/** @type {Node | null} */ (relatedTarget))) tip.closeSoon();
  });

  return {
    layer,
    tip,
    open,
    /** @param {Frame | null} frame */
    draw(frame) {
      const { language } = state.values;
      tip.close();
      layer.node.setAttribute('aria-label', t(language, 'chart.claim'));
      layer.draw(frame, (mark) => Object.values(claimText(language, mark)).filter(Boolean).join('. '));
    },
  };
}

/**
 * A press or a drag chooses a day; a claim under the pointer shows what it says.
 *
 * @param {HTMLElement} surface
 * @param {State} state
 * @param {ReturnType<typeof createClaims>} claims
 * @param {ReturnType<typeof createHandles>} handles the one that moves gets the focus, so that the keys go on from there
 * @param {() => Frame | null} frame what is drawn now
 */
function letChoose(surface, state, { layer, tip, open }, handles, frame) {
  /** @type {import('../../pair.js').End} */
  let end = 'day';
  /** @param {number} x @param {number} y @param {boolean} touch */
  const claimAt = (x, y, touch) => layer.at(x, y, touch ? reach.touch : reach.mouse);
  followPointer(surface, {
    press(x, y, touch) {
      tip.close();
      state.set({ playing: false });
      if (claimAt(x, y, touch)) return false;
      end = handles.endAt(x);
      handles.focus(end);
      return true;
    },
    move(x) {
      const drawn = frame();
      if (!drawn) return;
      const { from, day, end: moved } = moveEnd(state.values, end, isoDay(snap(drawn.time, drawn.stops, x)));
      state.set({ from, day });
      if (moved !== end) handles.focus(moved);
      end = moved;
    },
    tap: (x, y, touch) => claimAt(x, y, touch)?.node.focus(),
    hover(x, y) {
      const placed = claimAt(x, y, false);
      if (placed) open(placed);
      else tip.closeSoon();
    },
    leave: tip.closeSoon,
  });
  // The default would take the focus away from the slider again.
  surface.addEventListener('mousedown', (event) => event.preventDefault());
}
