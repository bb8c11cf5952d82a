import { isoDay } from '../../days.js';
import { moveEnd } from '../../pair.js';
import { snap } from '../../timescale.js';
import { followPointer } from './drag.js';
import { panned, zoomed } from './window.js';
import { createZoomer } from './zoomer.js';

/**
 * @typedef {import('../../state.js').State} State
 * @typedef {import('./frame.js').Frame} Frame
 * @typedef {import('./marklayer.js').Placed} Placed
 * @typedef {import('./drag.js').Place} Place
 * @typedef {import('./drag.js').Drag} Drag
 * @typedef {{
 *   marks: {at: (x: number, y: number, reach: number) => Placed | null, open: (placed: Placed) => void,
 *     tip: {close: () => void, closeSoon: () => void}},
 *   handles: ReturnType<typeof import('./handles.js').createHandles>, brush: HTMLElement, frame: () => Frame | null
 * }} Chart   `frame` is what is drawn now; `brush` lies over the stretch that is being chosen
 */

/** How far a mark reaches for the pointer, in px. */
const reach = { mouse: 9, touch: 16 };
/** Below the row of stops, by this many px, is the lane of the axis. */
const laneBelow = 10;
/** What a wheel's pixel zooms by. */
const perPixel = 1.0018;

/**
 * What a pointer does on the chart: it chooses a day; with Shift, a stretch of days; in the lane of the axis it moves the
 * stretch along. Two fingers and the wheel zoom. A mark under the pointer shows what it says.
 *
 * @param {HTMLElement} surface
 * @param {State} state
 * @param {Chart} chart
 */
export function letChoose(surface, state, chart) {
  const { marks, frame } = chart;
  const zoomer = createZoomer(state);
  /** @param {Place} place */
  const markAt = ({ x, y, touch }) => marks.at(x, y, touch ? reach.touch : reach.mouse);
  /** @param {Place} place */
  const inLane = ({ y, touch }) => !touch && state.values.range !== '' && y > (frame()?.layout.row ?? Infinity) + laneBelow;
  followPointer(surface, {
    press(place) {
      marks.tip.close();
      state.set({ playing: false });
      return !markAt(place);
    },
    drag(place) {
      const drawn = frame();
      if (!drawn) return null;
      if (place.shift) return dragBrush(drawn, chart.brush, zoomer, place.x);
      return inLane(place) ? dragLane(drawn, zoomer, place.x) : dragHandle(state, chart, place.x);
    },
    pinch: (a, b) => pinch(frame(), zoomer, a, b),
    tap: (place) => markAt(place)?.node.focus(),
    hover(place) {
      surface.classList.toggle('is-lane', inLane(place));
      const placed = markAt(place);
      if (placed) marks.open(placed);
      else marks.tip.closeSoon();
    },
    leave: marks.tip.closeSoon,
  });
  zoomByWheel(surface, zoomer, frame);
  // The default would take the focus away from the slider again.
  surface.addEventListener('mousedown', (event) => event.preventDefault());
}

/** @param {State} state @param {Chart} chart @param {number} x @returns {Drag} the handle that is nearest */
function dragHandle(state, { handles, frame }, x) {
  const { from: fromBefore, day: dayBefore } = state.values;
  let end = handles.endAt(x);
  handles.focus(end);
  return {
    move(to) {
      const drawn = frame();
      if (!drawn) return;
      const { from, day, end: moved } = moveEnd(state.values, end, isoDay(snap(drawn.time, drawn.stops, to)));
      state.set({ from, day });
      if (moved !== end) handles.focus(moved);
      end = moved;
    },
    end() {},
    cancel: () => state.set({ from: fromBefore, day: dayBefore }),
  };
}

/** @param {Frame} frame @param {ReturnType<typeof createZoomer>} zoomer @param {number} x @returns {Drag} */
function dragLane({ time }, zoomer, x) {
  const { first, last } = time;
  return {
    move: (to) => zoomer.from({ first, last }, (window, record) => panned(window, record, (x - to) / time.dayWidth)),
    end() {},
    cancel() {},
  };
}

/**
 * @param {Frame} frame
 * @param {HTMLElement} brush
 * @param {ReturnType<typeof createZoomer>} zoomer
 * @param {number} x
 * @returns {Drag}
 */
function dragBrush({ time, layout, width }, brush, zoomer, x) {
  let to = x;
  const within = (/** @type {number} */ at) => Math.min(Math.max(at, layout.left), width - layout.right);
  return {
    move(at) {
      to = at;
      const [left, right] = [x, to].map(within).sort((a, b) => a - b);
      Object.assign(brush.style, { left: `${left}px`, width: `${right - left}px`, top: `${layout.top - 3}px`, height: `${layout.labels - layout.top}px` });
      brush.hidden = false;
    },
    end() {
      brush.hidden = true;
      if (Math.abs(to - x) > 8) zoomer.show(time.day(x), time.day(to));
    },
    cancel() {
      brush.hidden = true;
    },
  };
}

/**
 * Two fingers keep the days that are under them.
 * @param {Frame | null} frame
 * @param {ReturnType<typeof createZoomer>} zoomer
 * @param {number} a
 * @param {number} b
 */
function pinch(frame, zoomer, a, b) {
  const { first, last, dayWidth } = frame?.time ?? { first: 0, last: 0, dayWidth: 1 };
  const left = frame?.layout.left ?? 0;
  const middle = first + ((a + b) / 2 - left) / dayWidth;
  const wide = Math.max(Math.abs(a - b), 20);
  return (/** @type {number} */ toA, /** @type {number} */ toB) => zoomer.from({ first, last }, (window, record) => {
    const closer = zoomed(window, record, middle, wide / Math.max(Math.abs(toA - toB), 20));
    const share = (closer.last - closer.first + 1) / (window.last - window.first + 1);
    return panned(closer, record, (((a + b) / 2 - (toA + toB) / 2) / dayWidth) * share);
  });
}

/**
 * @param {HTMLElement} surface
 * @param {ReturnType<typeof createZoomer>} zoomer
 * @param {() => Frame | null} frame
 */
function zoomByWheel(surface, zoomer, frame) {
  surface.addEventListener('wheel', (event) => {
    const drawn = frame();
    if (!drawn) return;
    event.preventDefault();
    // In lines, as some mice have it, or in pixels; a pinch on a trackpad comes as small steps with Ctrl.
    const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 30 : 1;
    const [across, along] = event.shiftKey ? [event.deltaY + event.deltaX, 0] : [event.deltaX, event.deltaY];
    if (Math.abs(across) > Math.abs(along)) zoomer.pan((across * pixels) / drawn.time.dayWidth);
    else {
      const at = drawn.time.first + (event.clientX - surface.getBoundingClientRect().left - drawn.layout.left) / drawn.time.dayWidth;
      zoomer.zoom(perPixel ** (along * pixels * (event.ctrlKey ? 6 : 1)), at);
    }
  }, { passive: false });
}
