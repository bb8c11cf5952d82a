/** Pixels that a pointer may move and still have pressed rather than dragged. */
const slack = 4;

/**
 * Follows a pointer over element, whichever it is: mouse, pen or finger.
 *
 * @param {HTMLElement} element the places are from its top left corner
 * @param {{
 *   press: (x: number, y: number, touch: boolean) => boolean,
 *   move: (x: number) => void,
 *   tap: (x: number, y: number, touch: boolean) => void,
 *   hover: (x: number, y: number) => void, leave: () => void
 * }} on `press` says whether the drag begins at once; if not, it begins with a movement, and without one is a `tap`
 */
export function followPointer(element, on) {
  /** @type {{id: number, x: number, y: number, dragging: boolean} | null} */
  let pressed = null;

  /** @param {PointerEvent} event */
  function place(event) {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top, touch: event.pointerType === 'touch' };
  }

  element.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || pressed) return;
    const { x, y, touch } = place(event);
    element.setPointerCapture(event.pointerId);
    pressed = { id: event.pointerId, x, y, dragging: on.press(x, y, touch) };
    if (pressed.dragging) on.move(x);
  });
  element.addEventListener('pointermove', (event) => {
    const { x, y } = place(event);
    if (!pressed) return on.hover(x, y);
    if (pressed.id !== event.pointerId) return;
    pressed.dragging ||= Math.hypot(x - pressed.x, y - pressed.y) > slack;
    if (pressed.dragging) on.move(x);
  });
  element.addEventListener('pointerup', (event) => {
    if (pressed?.id !== event.pointerId) return;
    if (!pressed.dragging) on.tap(pressed.x, pressed.y, event.pointerType === 'touch');
    pressed = null;
  });
  element.addEventListener('pointercancel', () => {
    pressed = null;
  });
  element.addEventListener('pointerleave', () => {
    if (!pressed) on.leave();
  });
}
