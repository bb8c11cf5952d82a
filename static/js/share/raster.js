import { svg } from '../svg.js';
import { facesFor } from './fonts.js';

/**
 * A picture as a file: SVG with its fonts inside, and pixels of that.
 *
 * @typedef {import('./picture.js').Picture} Picture
 * @typedef {Awaited<ReturnType<typeof facesFor>>} Faces
 */

const stripHeight = 24;
const letterWidth = 24;
const patience = 5000; // ms

/**
 * The picture as a document that opens anywhere.
 * @param {Picture} picture
 * @returns {Promise<Blob>}
 */
export async function toDocument({ node }) {
  return withFaces(node, await facesFor(node.textContent ?? ''));
}

/**
 * The picture in pixels.
 * @param {Picture} picture
 * @param {number} scale pixels of the canvas for one of the picture
 * @returns {Promise<HTMLCanvasElement>}
 */
export async function toCanvas({ node, width, height }, scale) {
  const faces = await facesFor(node.textContent ?? '');
  const hidden = faces.map((face) => ({ ...face, css: face.css.replace(/font-display: ?\w+/, 'font-display: block') }));
  const url = URL.createObjectURL(withFaces(withStrip(node, { width, height }, faces), hidden));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    await facesDrawn(image, height, faces.length);
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    contextOf(canvas).drawImage(image, 0, 0, width, height, 0, 0, canvas.width, canvas.height);
    return canvas;
  } finally {
    URL.revokeObjectURL(url);
  }
}

/**
 * @param {HTMLCanvasElement} canvas
 * @returns {Promise<Blob>}
 */
export function toPng(canvas) {
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the canvas is too large'))), 'image/png');
  });
}

/**
 * @param {SVGSVGElement} node
 * @param {Faces} faces
 */
function withFaces(node, faces) {
  const whole = /** @type {SVGSVGElement} */ (node.cloneNode(true));
  whole.querySelector('title')?.after(svg('style', {}, faces.map(({ css }) => css).join('\n')));
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(whole)}\n`;
  return new Blob([text], { type: 'image/svg+xml' });
}

/**
 * An image is said to be there before its fonts are. So it gets a strip under the picture with a letter of each face, which
 * stays blank until that face is there.
 * @param {SVGSVGElement} node
 * @param {{width: number, height: number}} size
 * @param {Faces} faces
 */
function withStrip(node, { width, height }, faces) {
  const whole = /** @type {SVGSVGElement} */ (node.cloneNode(true));
  whole.setAttribute('height', String(height + stripHeight));
  whole.setAttribute('viewBox', `0 0 ${width} ${height + stripHeight}`);
  whole.append(...faces.map(({ family, letter, weight }, i) => svg('text', {
    x: i * letterWidth + 2, y: height + 18, 'font-family': family, 'font-size': 18, 'font-weight': weight.split(' ').at(-1) ?? '', fill: '#000',
  }, letter)));
  return whole;
}

/**
 * @param {HTMLImageElement} image
 * @param {number} top of the strip
 * @param {number} count of letters in it
 */
async function facesDrawn(image, top, count) {
  const strip = document.createElement('canvas');
  strip.width = count * letterWidth;
  strip.height = stripHeight;
  if (count === 0) return;
  const context = contextOf(strip, true);
  const until = performance.now() + patience;
  for (;;) {
    context.clearRect(0, 0, strip.width, strip.height);
    context.drawImage(image, 0, top, strip.width, stripHeight, 0, 0, strip.width, stripHeight);
    if (lettersIn(context.getImageData(0, 0, strip.width, stripHeight)) === count) return;
    if (performance.now() > until) throw new Error('the fonts did not come');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** How many letters of a strip have been drawn. @param {ImageData} strip */
function lettersIn({ data, width }) {
  const found = new Set();
  for (let i = 3; i < data.length; i += 4) if (data[i] > 0) found.add(Math.floor(((i >> 2) % width) / letterWidth));
  return found.size;
}

/** @param {HTMLCanvasElement} canvas @param {boolean} [read] its pixels will be looked at */
function contextOf(canvas, read = false) {
  const context = canvas.getContext('2d', { willReadFrequently: read });
  if (!context) throw new Error('this browser has no canvas');
  return context;
}
