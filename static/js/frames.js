/** What waits, and for what. @type {Map<() => void, 'frame' | 'rest'>} */
const waiting = new Map();

/**
 * Puts work off to the next frame, and does it once there however often it was asked for: facts come in bursts, and what
 * is drawn anew for each of them is drawn for nothing.
 * @param {() => void} work
 * @returns {() => void} asks for it
 */
export function oncePerFrame(work) {
  return () => putOff(work, 'frame', (act) => requestAnimationFrame(act));
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
  return () => putOff(work, 'rest', (act) => {
    if ('requestIdleCallback' in window) requestIdleCallback(act, { timeout: patience });
    else setTimeout(act, patience);
  });
}

/**
 * Work that waits for rest can still be asked for in the next frame.
 * @param {() => void} work
 * @param {'frame' | 'rest'} what it waits for
 * @param {(act: () => void) => void} until
 */
function putOff(work, what, until) {
  const known = waiting.get(work);
  if (known === 'frame' || known === what) return;
  waiting.set(work, what);
  until(() => {
    if (waiting.get(work) !== what) return;
    waiting.delete(work);
    work();
  });
}

/** Does at once what waits: for who must have it drawn now, such as a printer. */
export function drawNow() {
  for (const work of waiting.keys()) {
    waiting.delete(work);
    work();
  }
}

/** Lets the browser do what waits for it, such as a paint or an answer to the reader, before more work. */
export function breath() {
  // Nobody waits for a page that is not looked at, but its timers would: a browser holds them back.
  return document.hidden ? Promise.resolve() : new Promise((resolve) => { setTimeout(resolve); });
}
