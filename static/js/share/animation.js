import { dayOf } from '../days.js';
import { snapshotOn } from '../loader.js';
import encoderAddress from './encoder.js?worker';
import { framesOf } from './frames.js';
import { drawPicture } from './picture.js';
import { toCanvas } from './raster.js';
import { takeTiles } from './tiles.js';

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
  /** @param {string} day */
  const frameOf = async (day) => {
    const picture = drawPicture(studio, onDay(values, day), size);
    await takeTiles(picture.node);
    const canvas = await toCanvas(picture, 1);
    signal.throwIfAborted();
    return createImageBitmap(canvas);
  };
  try {
    const samples = [];
    for (const day of samplesOf(days, values)) samples.push(await frameOf(day));
    const { width, height } = samples[0];
    await worker.ask({ type: 'begin', kind, width: even(width), height: even(height), samples }, samples);
    for (const [i, day] of days.entries()) {
      const bitmap = await frameOf(day);
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

/**
 * Days whose pictures together have every colour that there will be: of both ends and between, one without a map of its own.
 * @param {string[]} days
 * @param {Readonly<Values>} values
 */
function samplesOf(days, { snapshots }) {
  const without = days.find((day) => dayOf(snapshotOn(snapshots, day)?.valid_at ?? day) !== day);
  const spread = [0, 1 / 3, 2 / 3, 1].map((share) => days[Math.round(share * (days.length - 1))]);
  return new Set(without ? [...spread, without] : spread);
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
export function onDay(values, day) {
  const snapshot = snapshotOn(values.snapshots, day);
  const zones = snapshot && (values.timeline?.zonesOf(snapshot) ?? null);
  return { ...values, mode: 'day', day, snapshot, zones, from: '', fromSnapshot: null, fromZones: null };
}

/** The encoder, which answers one order after the other. */
function createWorker() {
  // Seen from this module, which is built to lie beside it.
  const worker = new Worker(new URL(encoderAddress, import.meta.url), { type: 'module' });
  /** @type {Promise<never>} it may fail before it is told anything */
  const failed = new Promise((_, reject) => {
    worker.onerror = ({ message }) => reject(new Error(message || 'the encoder could not be loaded'));
  });
  failed.catch(() => {});
  /**
   * @param {Order} order
   * @param {Transferable[]} [moved]
   * @returns {Promise<{bytes: ArrayBuffer}>} bytes once all are there
   */
  const ask = (order, moved = []) => Promise.race([failed, new Promise((resolve, reject) => {
    worker.onmessage = (/** @type {MessageEvent<Answer>} */ { data }) => {
      if (data.type === 'failed') reject(new Error(data.reason));
      else resolve({ bytes: data.type === 'done' ? data.bytes : new ArrayBuffer(0) });
    };
    worker.postMessage(order, moved);
  })]);
  return { ask, stop: () => worker.terminate() };
}
