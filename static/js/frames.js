import { begin, end } from './busy.js';

/**
 * What is drawn. What takes long does so in parts, between which it yields: at rest the browser comes to itself between two of them.
 * What was on the screen stays there until the last part is done, as work may begin anew before.
 *
 * @typedef {() => void | Iterator<void>} Work
 * @typedef {'frame' | 'rest'} When
 * @typedef {{when: When, doing: Iterator<void> | null}} Waiting  doing is null until it has begun
 */

/** What waits, or has begun. @type {Map<Work, Waiting>} */
const waiting = new Map();

/**
 * Puts work off to the next frame, and does it once there however often it was asked for: facts come in bursts, and what
 * is drawn anew for each of them is drawn for nothing.
 * @param {Work} work
 * @returns {() => void} asks for it
 */
export function oncePerFrame(work) {
  return () => putOff(work, 'frame');
}

/**
 * Puts work off until the browser has nothing better to do, and does it once then: for what follows from facts that the reader has
 * not asked for, each of which comes by itself. Work that has begun begins anew, and can still be asked for in the next frame.
 * @param {Work} work
 * @returns {() => void} asks for it
 */
export function onceAtRest(work) {
  return () => putOff(work, 'rest');
}

/** @param {Work} work @param {When} when */
function putOff(work, when) {
  const known = waiting.get(work);
  if (known) known.doing = null;
  if (known?.when === 'frame' || known?.when === when) return;
  const asked = { when, doing: null };
  waiting.set(work, asked);
  begin('drawing');
  if (when === 'frame') requestAnimationFrame(() => { if (waiting.get(work) === asked) finish(work); });
  else if ('requestIdleCallback' in window) requestIdleCallback(() => goOn(work, asked), { timeout: patience });
  else setTimeout(() => goOn(work, asked), patience);
}

/** Milliseconds after which work begins though the browser never came to rest. */
const patience = 300;

/** Milliseconds of work after which the browser has its turn. */
const stretch = 4;

/** @param {Work} work @param {Waiting} asked */
function goOn(work, asked) {
  if (waiting.get(work) !== asked) return;
  const until = performance.now() + stretch;
  do {
    if (isDone(work, asked)) return;
    // Where nobody looks, nobody is held up, and a browser holds timers back.
  } while (document.hidden || performance.now() < until);
  setTimeout(() => goOn(work, asked));
}

/** @param {Work} work */
function finish(work) {
  const asked = waiting.get(work);
  while (asked && !isDone(work, asked));
}

/**
 * Does the next part.
 * @param {Work} work
 * @param {Waiting} asked
 * @returns {boolean} whether that was the last, or the work has asked for itself and begins anew
 */
function isDone(work, asked) {
  // It does not wait any more: it may ask for itself, or fail.
  waiting.delete(work);
  try {
    const doing = asked.doing ?? work();
    if (!doing || doing.next().done || waiting.has(work)) return true;
    asked.doing = doing;
    waiting.set(work, asked);
    return false;
  } finally {
    if (waiting.size === 0) end('drawing');
  }
}

/** Does at once what waits: for who must have it drawn now, such as a printer. */
export function drawNow() {
  for (const work of waiting.keys()) finish(work);
}

/**
 * Does all parts of what can be done in parts.
 * @template T
 * @param {Generator<void, T>} parts
 * @returns {T}
 */
export function atOnce(parts) {
  for (;;) {
    const { done, value } = parts.next();
    if (done) return value;
  }
}

/** Lets the browser do what waits for it, such as a paint or an answer to the reader, before more work. */
export function breath() {
  // Nobody waits for a page that is not looked at, but its timers would: a browser holds them back.
  return document.hidden ? Promise.resolve() : new Promise((resolve) => { setTimeout(resolve); });
}

/**
 * Does all parts soon, and lets the browser have its turn between them.
 * @template T
 * @param {Generator<void, T>} parts
 * @returns {Promise<T>}
 */
export async function inTurn(parts) {
  for (let until = performance.now() + stretch; ;) {
    const { done, value } = parts.next();
    if (done) return value;
    if (performance.now() < until) continue;
    await breath();
    until = performance.now() + stretch;
  }
}
