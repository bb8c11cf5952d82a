/** Pixels that a pointer may move and still have pressed rather than dragged. */
const slack = 4;

/**
 * @typedef {{x: number, y: number, touch: boolean, shift: boolean}} Place  x and y from the element's top left corner
 * @typedef {{move: (x: number) => void, end: () => void, cancel: () => void}} Drag
 */

/**
 * Follows pointers over element, whichever they are: mouse, pen or fingers.
 *
 * @param {HTMLElement} element
 * @param {{
 *   press: (place: Place) => boolean, drag: (place: Place) => Drag | null,
 *   pinch: (a: number, b: number) => (a: number, b: number) => void,
 *   tap: (place: Place) => void, hover: (place: Place) => void, leave: () => void
 * }} on `press` says whether the drag begins at once; if not, it begins with a movement, and without one is a `tap`. A second
 *   finger cancels the drag and begins a `pinch`, which is told where both are
 */
export function followPointer(element, on) {
  /** @type {Map<number, Place>} the pointers that are down, where they are now */
  const down = new Map();
  /** @type {Place | null} where the first was pressed, until it drags */
  let pressed = null;
  /** @type {Drag | null} */
  let drag = null;
  /** @type {((a: number, b: number) => void) | null} */
  let pinch = null;

  /** @param {PointerEvent} event @returns {Place} */
  function placeOf(event) {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top, touch: event.pointerType === 'touch', shift: event.shiftKey };
  }
  /** @param {Place} place @param {Place} to */
  function beginDrag(place, to) {
    pressed = null;
    drag = on.drag(place);
    drag?.move(to.x);
  }
  function beginPinch() {
    const [a, b] = down.values();
    drag?.cancel();
    drag = pressed = null;
    pinch = on.pinch(a.x, b.x);
  }
  /** @param {PointerEvent} event @param {(place: Place) => void} finish */
  function lift(event, finish) {
    if (!down.delete(event.pointerId)) return;
    // What is left of two fingers does nothing more.
    if (!pinch) finish(placeOf(event));
    drag = pressed = null;
    if (down.size === 0) pinch = null;
  }

  element.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || down.size === 2) return;
    const place = placeOf(event);
    element.setPointerCapture(event.pointerId);
    down.set(event.pointerId, place);
    if (down.size === 2) return beginPinch();
    if (on.press(place)) beginDrag(place, place);
    else pressed = place;
  });
  element.addEventListener('pointermove', (event) => {
    const place = placeOf(event);
    if (down.size === 0) return on.hover(place);
    if (!down.has(event.pointerId)) return;
    down.set(event.pointerId, place);
    const [a, b] = down.values();
    if (pinch && b) pinch(a.x, b.x);
    else if (drag) drag.move(place.x);
    else if (pressed && Math.hypot(place.x - pressed.x, place.y - pressed.y) > slack) beginDrag(pressed, place);
  });
  element.addEventListener('pointerup', (event) => lift(event, () => {
    if (pressed) on.tap(pressed);
    drag?.end();
  }));
  element.addEventListener('pointercancel', (event) => lift(event, () => drag?.cancel()));
  element.addEventListener('pointerleave', () => {
    if (down.size === 0) on.leave();
  });
}
