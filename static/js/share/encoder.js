import { applyPalette, GIFEncoder, quantize } from 'gifenc';
import { BufferTarget, CanvasSource, Output, WebMOutputFormat } from 'mediabunny';

/**
 * The worker that makes one file of many frames. It is told `begin` once, then `frame` for each, then `end`; it answers each
 * with `ready`, and `end` with `done` and the bytes.
 *
 * @typedef {'gif' | 'webm'} Kind
 * @typedef {{type: 'begin', kind: Kind, width: number, height: number, samples: ImageBitmap[]} | {type: 'frame', bitmap: ImageBitmap, seconds: number}
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
    encoder = order.kind === 'gif' ? gif(canvas, order.samples) : await webm(canvas);
    order.samples.forEach((sample) => sample.close());
  } else if (order.type === 'frame') {
    contextOf(canvas).drawImage(order.bitmap, 0, 0);
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

/** @param {OffscreenCanvas} drawn */
function contextOf(drawn) {
  const context = drawn.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('this browser has no canvas');
  return context;
}

/**
 * One palette for all frames, made of the samples; of each frame after the first only what differs.
 * @param {OffscreenCanvas} whole
 * @param {ImageBitmap[]} samples
 * @returns {Encoder}
 */
function gif({ width, height }, samples) {
  const file = GIFEncoder();
  const palette = quantize(pixelsOf(samples, width, height), colours);
  /** @type {Uint8Array | null} */
  let before = null;
  return {
    async add(drawn, seconds) {
      const indices = applyPalette(contextOf(drawn).getImageData(0, 0, width, height).data, palette);
      const first = before === null;
      file.writeFrame(before ? onlyChanges(indices, before) : indices, width, height, {
        ...(first ? { palette: filled(palette), repeat: 0 } : {}),
        delay: Math.round(seconds * 1000), dispose: 1, transparent: !first, transparentIndex: stays,
      });
      before = indices;
    },
    async end() {
      file.finish();
      return file.bytes().buffer;
    },
  };
}

/** Of all, one below the other. @param {ImageBitmap[]} samples @param {number} width @param {number} height */
function pixelsOf(samples, width, height) {
  const all = contextOf(new OffscreenCanvas(width, height * samples.length));
  samples.forEach((sample, i) => all.drawImage(sample, 0, i * height));
  return all.getImageData(0, 0, width, height * samples.length).data;
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
