import { snapshotOn } from '../loader.js';
import encoderAddress from './encoder.js?worker';
import { framesOf } from './frames.js';
import { drawPicture } from './picture.js';
import { toCanvas } from './raster.js';

/**
 * @typedef {import('../types.js').Values} Values
 * @typedef {import('./studio.js').Size} Size
 * @typedef {import('./picture.js').Studio} Studio
 * @typedef {import('./encoder.js').Kind} Kind
 * @typedef {import('./encoder.js').Order} Order
 * @typedef {import('./encoder.js').Answer} Answer
 */

const framesPerSecond = 10;
const lastSeconds = 2;

/**
 * The map day by day as a file. Drawing is cut into short tasks, and the rest is done elsewhere, so that the page stays
 * quick meanwhile.
 * @param {Studio} studio
 * @param {Readonly<Values>} values
 * @param {Size} size of the map
 * @param {{kind: Kind, signal: AbortSignal, progress: (number: number, count: number) => void}} how
 * @returns {Promise<Blob>}
 */
export async function animate(studio, values, size, { kind, signal, progress }) {
  const { days } = framesOf(values);
  const worker = createWorker();
  try {
    let begun = false;
    for (const [i, day] of days.entries()) {
      const canvas = await toCanvas(drawPicture(studio, onDay(values, day), size), 1);
      signal.throwIfAborted();
      if (!begun) await worker.ask({ type: 'begin', kind, width: even(canvas.width), height: even(canvas.height) });
      begun = true;
      const bitmap = await createImageBitmap(canvas);
      await worker.ask({ type: 'frame', bitmap, seconds: i === days.length - 1 ? lastSeconds : 1 / framesPerSecond }, [bitmap]);
      progress(i + 1, days.length);
    }
    const { bytes } = await worker.ask({ type: 'end' });
    signal.throwIfAborted();
    return new Blob([bytes], { type: kind === 'gif' ? 'image/gif' : 'video/webm' });
  } finally {
    worker.stop();
  }
}

/** Video has no odd sizes. @param {number} pixels */
function even(pixels) {
  return pixels - (pixels % 2);
}

/**
 * One day by itself, whatever the page compares.
 * @param {Readonly<Values>} values
 * @param {string} day
 * @returns {Readonly<Values>}
 */
function onDay(values, day) {
  const snapshot = snapshotOn(values.snapshots, day);
  const zones = snapshot && (values.timeline?.zonesOf(snapshot) ?? null);
  return { ...values, mode: 'day', day, snapshot, zones, from: '', fromSnapshot: null, fromZones: null };
}

function createWorker() {
  const worker = new Worker(new URL(encoderAddress, document.baseURI), { type: 'module' });
  /**
   * @param {Order} order
   * @param {Transferable[]} [moved]
   * @returns {Promise<{bytes: ArrayBuffer}>} bytes once all are there
   */
  const ask = (order, moved = []) => new Promise((resolve, reject) => {
    worker.onmessage = (/** @type {MessageEvent<Answer>} */ { data }) => {
      if (data.type === 'failed') reject(new Error(data.reason));
      else resolve({ bytes: data.type === 'done' ? data.bytes : new ArrayBuffer(0) });
    };
    worker.onerror = ({ message }) => reject(new Error(message || 'the encoder could not be loaded'));
    worker.postMessage(order, moved);
  });
  return { ask, stop: () => worker.terminate() };
}
