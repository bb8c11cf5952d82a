import { isHidden, withHidden } from '../hiding.js';
import { animate, onDay } from './animation.js';
import { fileName } from './links.js';
import { framesOf } from './frames.js';
import { drawPicture, mapSize } from './picture.js';
import { isPaired } from './parts.js';
import { toCanvas, toDocument, toPng } from './raster.js';
import { createStudio } from './studio.js';
import { takeTiles } from './tiles.js';

/**
 * Makes the files that are saved from the page.
 *
 * @typedef {import('../types.js').Values} Values
 * @typedef {'png' | 'png-large' | 'svg' | 'gif' | 'webm'} Format
 * @typedef {{shown: number, signal: AbortSignal, progress: (number: number, count: number) => void}} Making  shown: pixels
 *   from west to east on the page
 * @typedef {{name: string, blob: Blob, whole: boolean}} Made  whole: all tiles could be taken along
 */

const animationWidth = 800;
const studio = createStudio();

/**
 * @param {Readonly<Values>} page
 * @param {Format} format
 * @param {Making} making
 * @returns {Promise<Made>}
 */
export async function makeFile(page, format, { shown, signal, progress }) {
  const { layer, bounds, day, from, mode } = page;
  if (!layer || !bounds) throw new Error('there is no map');
  if (format === 'gif' || format === 'webm') {
    const { days } = framesOf(page);
    const size = mapSize(bounds, animationWidth);
    const { values, whole } = await withGround(page, (hide) => drawPicture(studio, onDay({ ...page, hide }, days[0]), size));
    const blob = await animate(studio, values, size, { kind: format, signal, progress });
    return { name: fileName(layer.id, [days[0], days[days.length - 1]], format), blob, whole };
  }
  const single = mapSize(bounds, shown);
  const size = mode === 'side' ? { ...single, width: 2 * single.width } : single;
  const { values, whole } = await withGround(page, (hide) => drawPicture(studio, { ...page, hide }, size));
  const picture = drawPicture(studio, values, size);
  await takeTiles(picture.node);
  const days = isPaired(values) ? [from, day] : [day];
  if (format === 'svg') return { name: fileName(layer.id, days, 'svg'), blob: await toDocument(picture), whole };
  const canvas = await toCanvas(picture, format === 'png' ? 1 : 2);
  signal.throwIfAborted();
  return { name: fileName(layer.id, days, 'png'), blob: await toPng(canvas), whole };
}

/**
 * Has the maps of a picture find the tiles that they stand on. Where those may not be copied the map stands on its own ground.
 * @param {Readonly<Values>} page
 * @param {(hide: string) => import('./picture.js').Picture} draw
 * @returns {Promise<{values: Readonly<Values>, whole: boolean}>}
 */
async function withGround(page, draw) {
  if (isHidden(page, 'base') || !(page.tiles ?? page.pmtiles)) return { values: page, whole: true };
  draw(page.hide);
  await studio.settled();
  const whole = await takeTiles(draw(page.hide).node);
  return { values: whole ? page : { ...page, hide: withHidden(page, 'base', true) }, whole };
}
