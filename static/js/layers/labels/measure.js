/**
 * The width of text in pixels, as the browser will set it.
 */

const context = /** @type {CanvasRenderingContext2D | null} */ (document.createElement('canvas').getContext('2d'));
/** @type {Map<string, number>} */
const known = new Map();

/**
 * @param {string} text
 * @param {string} font as CSS writes it, without the family of the page's faces' fallbacks
 * @param {number} [tracking] pixels after each letter
 */
export function widthOf(text, font, tracking = 0) {
  const key = `${font}|${text}`;
  let width = known.get(key);
  if (width === undefined) {
    if (!context) return text.length * 8;
    context.font = font;
    width = context.measureText(text).width;
    known.set(key, width);
  }
  return width + tracking * text.length;
}

/** Forgets what was measured, since another face is there now. */
export function forgetWidths() {
  known.clear();
}

/**
 * The font of a text, with the page's own stack behind it.
 * @param {'sans' | 'serif'} face
 * @param {number} weight
 * @param {number} size
 */
export function fontOf(face, weight, size) {
  const family = face === 'serif' ? '"Source Serif 4", Georgia, serif' : '"Source Sans 3", system-ui, sans-serif';
  return `${weight} ${size}px ${family}`;
}
