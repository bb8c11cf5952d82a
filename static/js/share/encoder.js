import { applyPalette, GIFEncoder, quantize } from 'gifenc';
import { BufferTarget, CanvasSource, Output, WebMOutputFormat } from 'mediabunny';

/**
 * The worker that makes one file of many frames. It is told `begin` once, then `frame` for each, then `end`; it answers each
 * with `ready`, and `end` with `done` and the bytes.
 *
 * @typedef {'gif' | 'webm'} Kind
 * @typedef {{type: 'begin', kind: Kind, width: number, height: number} | {type: 'frame', bitmap: ImageBitmap, seconds: number}
 *   | {type: 'end'}} Order
 * @typedef {{type: 'ready'} | {type: 'done', bytes: ArrayBuffer} | {type: 'failed', reason: string}} Answer
 * @typedef {{add: (canvas: OffscreenCanvas, seconds: number) => Promise<void>, end: () => Promise<ArrayBuffer>}} Encoder
 */

const colours = 255;
const stays = 255; // the index after theirs, for what is as it was

/** @type {OffscreenCanvas} */
let canvas;
/** @type {Encoder} */
let encoder;

/** @param {MessageEvent<Order>} event */
globalThis.onmessage = async ({ data }) => {
  try {
    await obey(data);
  } catch (error) {
    answer({ type: 'failed', reason: error instanceof Error ? error.message : String(error) });
  }
};

/** @param {Order} order */
async function obey(order) {
  if (order.type === 'begin') {
    canvas = new OffscreenCanvas(order.width, order.height);
    encoder = order.kind === 'gif' ? gif(canvas) : await webm(canvas);
  } else if (order.type === 'frame') {
    canvas.getContext('2d', { willReadFrequently: true })?.drawImage(order.bitmap, 0, 0);
    order.bitmap.close();
    await encoder.add(canvas, order.seconds);
  } else {
    const bytes = await encoder.end();
    return answer({ type: 'done', bytes }, [bytes]);
  }
  answer({ type: 'ready' });
}

/** @param {Answer} message @param {Transferable[]} [moved] */
function answer(message, moved = []) {
  postMessage(message, { transfer: moved });
}

/**
 * One palette for all frames, from the first, whose key has every ground in it; of each further frame only what differs.
 * @param {OffscreenCanvas} whole
 * @returns {Encoder}
 */
function gif({ width, height }) {
  const file = GIFEncoder();
  /** @type {number[][] | null} */
  let palette = null;
  /** @type {Uint8Array | null} */
  let before = null;
  return {
    async add(drawn, seconds) {
      const pixels = drawn.getContext('2d')?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray();
      const first = palette === null;
      palette ??= quantize(pixels, colours);
      const indices = applyPalette(pixels, palette);
      const delay = Math.round(seconds * 1000);
      const changed = before ? onlyChanges(indices, before) : indices;
      const global = first ? { palette: filled(palette), repeat: 0 } : {};
      file.writeFrame(changed, width, height, { ...global, delay, dispose: 1, transparent: !first, transparentIndex: stays });
      before = indices;
    },
    async end() {
      file.finish();
      return file.bytes().buffer;
    },
  };
}

/** A palette in which every index there is means a colour. @param {number[][]} palette */
function filled(palette) {
  return Array.from({ length: 256 }, (_, i) => palette[i] ?? [0, 0, 0]);
}

/** @param {Uint8Array} indices @param {Uint8Array} before */
function onlyChanges(indices, before) {
  return indices.map((index, i) => (index === before[i] ? stays : index));
}

/**
 * @param {OffscreenCanvas} whole
 * @returns {Promise<Encoder>}
 */
async function webm(whole) {
  const target = new BufferTarget();
  const output = new Output({ format: new WebMOutputFormat(), target });
  const source = new CanvasSource(whole, { codec: 'vp9', bitrate: 4e6, latencyMode: 'quality' });
  output.addVideoTrack(source);
  await output.start();
  let at = 0;
  return {
    async add(_, seconds) {
      await source.add(at, seconds);
      at += seconds;
    },
    async end() {
      await output.finalize();
      if (!target.buffer) throw new Error('the video is empty');
      return target.buffer;
    },
  };
}
