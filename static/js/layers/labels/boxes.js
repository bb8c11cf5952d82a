/**
 * Boxes in pixels of the map's container, y downwards.
 *
 * @typedef {{x: number, y: number}} Point
 * @typedef {{x0: number, y0: number, x1: number, y1: number}} Box
 */

/**
 * @param {number} x middle
 * @param {number} y middle
 * @param {number} width
 * @param {number} height
 * @returns {Box}
 */
export function boxAround(x, y, width, height) {
  return { x0: x - width / 2, y0: y - height / 2, x1: x + width / 2, y1: y + height / 2 };
}

/**
 * @param {Box} box
 * @param {number} by
 * @returns {Box}
 */
export function grown(box, by) {
  return { x0: box.x0 - by, y0: box.y0 - by, x1: box.x1 + by, y1: box.y1 + by };
}

/**
 * @param {Box} a
 * @param {Box} b
 */
export function overlap(a, b) {
  return a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1;
}

/**
 * The ground that text of that height covers along a line, as a row of boxes.
 * @param {Point[]} line
 * @param {number} height
 * @returns {Box[]}
 */
export function boxesAlong(line, height) {
  return line.slice(1).map((b, i) => {
    const a = line[i];
    return grown({ x0: Math.min(a.x, b.x), y0: Math.min(a.y, b.y), x1: Math.max(a.x, b.x), y1: Math.max(a.y, b.y) }, height / 2);
  });
}

/** Occupied is the ground of a view that is taken: by cards, dots and the labels placed so far. */
export class Occupied {
  /** @type {Box[]} */
  #boxes = [];

  /**
   * @param {number} width of the view
   * @param {number} height
   * @param {Box[]} [boxes] taken from the start
   */
  constructor(width, height, boxes = []) {
    this.width = width;
    this.height = height;
    this.#boxes.push(...boxes);
  }

  /** @param {Box[]} boxes */
  add(...boxes) {
    this.#boxes.push(...boxes);
  }

  /** A copy that goes on by itself. */
  copy() {
    return new Occupied(this.width, this.height, this.#boxes);
  }

  /** Whether box lies in the view and touches nothing that is taken. @param {Box} box */
  isFree(box) {
    if (box.x0 < 2 || box.y0 < 2 || box.x1 > this.width - 2 || box.y1 > this.height - 2) return false;
    return !this.#boxes.some((taken) => overlap(taken, box));
  }
}
