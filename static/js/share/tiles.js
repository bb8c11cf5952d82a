import { svg } from '../svg.js';

/**
 * The tiles that a map stands on, in a picture of it.
 */

const most = 400; // tiles, of a few pictures

/** What tiles look like, by where they are from and how they are shown. @type {Map<string, Promise<string>>} */
const kept = new Map();

/**
 * The tiles of a map as images that lie where they lie there, not yet taken along.
 * @param {Element} container of the map
 * @returns {SVGImageElement[]}
 */
export function tilesIn(container) {
  const corner = container.getBoundingClientRect();
  const pane = container.querySelector('.leaflet-tile-pane');
  const filter = pane ? getComputedStyle(pane).filter : 'none';
  const tiles = [...pane?.querySelectorAll('img.leaflet-tile, canvas.leaflet-tile') ?? []];
  return tiles.map((tile) => {
    const { left, top, width, height } = tile.getBoundingClientRect();
    const place = { x: left - corner.left, y: top - corner.top, width, height, style: filter === 'none' ? '' : `filter:${filter}` };
    return svg('image', { ...place, href: tile instanceof HTMLCanvasElement ? tile.toDataURL() : /** @type {HTMLImageElement} */ (tile).src });
  });
}

/**
 * Takes the tiles of a picture along. Those of a server that does not let them be copied are left out.
 * @param {SVGSVGElement} node the picture
 * @returns {Promise<boolean>} whether all could be taken
 */
export async function takeTiles(node) {
  const images = [...node.querySelectorAll('image')].filter((image) => !image.getAttribute('href')?.startsWith('data:') || image.style.filter);
  const taken = await Promise.all(images.map(async (image) => {
    try {
      image.setAttribute('href', await dataOf(image.getAttribute('href') ?? '', image.style.filter || 'none'));
      image.removeAttribute('style');
      return true;
    } catch {
      image.remove();
      return false;
    }
  }));
  return taken.every(Boolean);
}

/** @param {string} href @param {string} filter @returns {Promise<string>} */
function dataOf(href, filter) {
  const key = `${filter} ${href}`;
  let data = kept.get(key);
  if (!data) {
    data = copy(href, filter);
    data.catch(() => kept.delete(key));
    kept.set(key, data);
    if (kept.size > most) kept.delete(kept.keys().next().value ?? '');
  }
  return data;
}

/** @param {string} href @param {string} filter */
async function copy(href, filter) {
  const image = new Image();
  image.crossOrigin = 'anonymous';
  image.src = href;
  await image.decode();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
  const context = canvas.getContext('2d');
  if (!context) throw new Error('this browser has no canvas');
  context.filter = filter;
  context.drawImage(image, 0, 0);
  return canvas.toDataURL();
}
