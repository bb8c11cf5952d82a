/** What waits for the next frame, or for rest. @type {Set<() => void>} */
const waiting = new Set();

/**
 * Puts work off to the next frame, and does it once there however often it was asked for: facts come in bursts, and what
 * is drawn anew for each of them is drawn for nothing.
 * @param {() => void} work
 * @returns {() => void} asks for it
 */
export function oncePerFrame(work) {
  return () => putOff(work, (act) => requestAnimationFrame(act));
}

/** Milliseconds after which work is done though the browser never came to rest. */
const patience = 300;

/**
 * Puts work off until the browser has nothing better to do, and does it once then: for what follows from facts that the reader has
 * not asked for, each of which comes by itself.
 * @param {() => void} work
 * @returns {() => void} asks for it
 */
export function onceAtRest(work) {
  return () => putOff(work, (act) => {
    if ('requestIdleCallback' in window) requestIdleCallback(act, { timeout: patience });
    else setTimeout(act, patience);
  });
}

/**
 * @param {() => void} work that is not waiting yet, or nothing is to be done
 * @param {(act: () => void) => void} until
 */
function putOff(work, until) {
  if (waiting.has(work)) return;
  waiting.add(work);
  until(() => {
    if (waiting.delete(work)) work();
  });
}

/** Does at once what waits: for who must have it drawn now, such as a printer. */
export function drawNow() {
  for (const work of waiting) {
    waiting.delete(work);
    work();
  }
}

/** Lets the browser do what waits for it, such as a paint or an answer to the reader, before more work. */
export function breath() {
  return new Promise((resolve) => { setTimeout(resolve); });
}
