import { formatAddress } from '../url.js';

/**
 * What of a view can be passed on as text: its address, the code that embeds it, the name of its file.
 *
 * @typedef {import('../types.js').Values} Values
 * @typedef {import('../url.js').Place} Place
 * @typedef {{width: string, height: number}} FrameSize  width as HTML has it, pixels or 100%
 */

/**
 * The same view with fewer controls, or with all.
 * @param {string} href the address of the page
 * @param {Place} place
 * @param {'embed' | '.'} page beside the page's own path
 */
export function addressOf(href, place, page) {
  const { search } = new URL(formatAddress(href, place));
  const url = new URL(page, href);
  url.search = search;
  url.hash = '';
  return url.href;
}

/**
 * @param {string} address
 * @param {FrameSize} size
 * @param {string} title
 */
export function frameCode(address, { width, height }, title) {
  return `<iframe src="${attribute(address)}" width="${attribute(width)}" height="${height}" style="border:0" title="${attribute(title)}" loading="lazy" allowfullscreen></iframe>`;
}

/** @param {string} text */
function attribute(text) {
  return text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');
}

/**
 * `greyzone-kursk-sumy-2024-08-10.png`: the layer, and the day or both.
 * @param {string} layer
 * @param {string[]} days
 * @param {string} extension
 */
export function fileName(layer, days, extension) {
  return `greyzone-${[layer.replace(/[^\w.-]+/g, '-'), ...new Set(days)].join('-')}.${extension}`;
}
