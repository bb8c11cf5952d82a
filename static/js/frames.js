/** What waits for the next frame. @type {Set<() => void>} */
const waiting = new Set();

/**
 * Puts work off to the next frame, and does it once there however often it was asked for: facts come in bursts, and what
 * is drawn anew for each of them is drawn for nothing.
 * @param {() => void} work
 * @returns {() => void} asks for it
 */
export function oncePerFrame(work) {
  return () => {
    if (waiting.has(work)) return;
    waiting.add(work);
    requestAnimationFrame(() => {
      if (waiting.delete(work)) work();
    });
  };
}

/** Does at once what waits for the next frame: for who must have it drawn now, such as a printer. */
export function drawNow() {
  for (const work of waiting) {
    waiting.delete(work);
    work();
  }
}
