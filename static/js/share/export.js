import { animate } from './animation.js';
import { fileName } from './links.js';
import { framesOf } from './frames.js';
import { drawPicture, mapSize } from './picture.js';
import { isPaired } from './parts.js';
import { toCanvas, toDocument, toPng } from './raster.js';
import { createStudio } from './studio.js';

/**
 * Makes the files that are saved from the page.
 *
 * @typedef {import('../types.js').Values} Values
 * @typedef {'png' | 'png-large' | 'svg' | 'gif' | 'webm'} Format
 * @typedef {{shown: number, signal: AbortSignal, progress: (number: number, count: number) => void}} Making  shown: pixels
 *   from west to east on the page
 * @typedef {{name: string, blob: Blob}} Made
 */

const animationWidth = 800;
const studio = createStudio();

/**
 * @param {Readonly<Values>} values
 * @param {Format} format
 * @param {Making} making
 * @returns {Promise<Made>}
 */
export async function makeFile(values, format, { shown, signal, progress }) {
  const { layer, bounds, day, from } = values;
  if (!layer || !bounds) throw new Error('there is no map');
  if (format === 'gif' || format === 'webm') {
    const { days } = framesOf(values);
    const blob = await animate(studio, values, mapSize(bounds, animationWidth), { kind: format, signal, progress });
    return { name: fileName(layer.id, [days[0], days[days.length - 1]], format), blob };
  }
  const size = mapSize(bounds, shown);
  const picture = drawPicture(studio, values, values.mode === 'side' ? { ...size, width: 2 * size.width } : size);
  const days = isPaired(values) ? [from, day] : [day];
  if (format === 'svg') return { name: fileName(layer.id, days, 'svg'), blob: await toDocument(picture) };
  const canvas = await toCanvas(picture, format === 'png' ? 1 : 2);
  signal.throwIfAborted();
  return { name: fileName(layer.id, days, 'png'), blob: await toPng(canvas) };
}

/** Has the browser save a file. @param {Made} made */
export function save({ name, blob }) {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Some browsers read it only after the click has been dealt with.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
