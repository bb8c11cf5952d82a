/**
 * @typedef {import('./boxes.js').Box} Box
 * @typedef {import('./boxes.js').Point} Point
 */

/**
 * Raster tells what lies under a box of the view: it is cut into square cells, each with the value of the polygon at
 * its middle, 0 where there is none. Exact to the size of a cell, and much quicker to ask than the polygons.
 */
export class Raster {
  #cells;
  #columns;
  #rows;
  #cell;
  /** @type {Map<number, Int32Array>} by value: how many cells above and left of each have it */
  #sums = new Map();

  /**
   * @param {number} width of the view
   * @param {number} height
   * @param {number} cell size of a cell in pixels
   */
  constructor(width, height, cell) {
    this.#cell = cell;
    this.#columns = Math.ceil(width / cell);
    this.#rows = Math.ceil(height / cell);
    this.#cells = new Uint8Array(this.#columns * this.#rows);
  }

  /**
   * Fills a polygon by the even-odd rule, over what is there; to be done before the first question.
   * @param {Point[][]} rings closed or not
   * @param {number} value 1 to 255
   */
  fill(rings, value) {
    for (const [row, crossings] of this.#crossings(rings)) {
      crossings.sort((a, b) => a - b);
      for (let i = 0; i + 1 < crossings.length; i += 2) {
        const from = Math.max(0, Math.ceil(crossings[i] - 0.5));
        const to = Math.min(this.#columns, Math.ceil(crossings[i + 1] - 0.5));
        if (from < to) this.#cells.fill(value, row * this.#columns + from, row * this.#columns + to);
      }
    }
  }

  /**
   * Where rings cross the middle of each row, in columns.
   * @param {Point[][]} rings
   */
  #crossings(rings) {
    /** @type {Map<number, number[]>} */
    const found = new Map();
    for (const ring of rings) {
      for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
        const [a, b] = ring[j].y < ring[i].y ? [ring[j], ring[i]] : [ring[i], ring[j]];
        const last = Math.min(this.#rows, Math.ceil(b.y / this.#cell - 0.5));
        for (let row = Math.max(0, Math.ceil(a.y / this.#cell - 0.5)); row < last; row++) {
          const t = ((row + 0.5) * this.#cell - a.y) / (b.y - a.y);
          const column = (a.x + t * (b.x - a.x)) / this.#cell;
          const known = found.get(row);
          if (known) known.push(column);
          else found.set(row, [column]);
        }
      }
    }
    return found;
  }

  /** The value at a point; 0 outside the view. @param {Point} point */
  at({ x, y }) {
    const column = Math.floor(x / this.#cell);
    const row = Math.floor(y / this.#cell);
    if (column < 0 || row < 0 || column >= this.#columns || row >= this.#rows) return 0;
    return this.#cells[row * this.#columns + column];
  }

  /**
   * Whether all of box has one of these values; a box that leaves the view has not.
   * @param {Box} box
   * @param {number[]} values
   */
  holds(box, values) {
    const x0 = Math.floor(box.x0 / this.#cell);
    const y0 = Math.floor(box.y0 / this.#cell);
    const x1 = Math.floor(box.x1 / this.#cell) + 1;
    const y1 = Math.floor(box.y1 / this.#cell) + 1;
    if (x0 < 0 || y0 < 0 || x1 > this.#columns || y1 > this.#rows) return false;
    const found = values.reduce((sum, value) => sum + this.#count(x0, y0, x1, y1, value), 0);
    return found === (x1 - x0) * (y1 - y0);
  }

  /**
   * @param {number} x0
   * @param {number} y0
   * @param {number} x1
   * @param {number} y1
   * @param {number} value
   */
  #count(x0, y0, x1, y1, value) {
    const sums = this.#sumsOf(value);
    const width = this.#columns + 1;
    return sums[y1 * width + x1] - sums[y0 * width + x1] - sums[y1 * width + x0] + sums[y0 * width + x0];
  }

  /** @param {number} value */
  #sumsOf(value) {
    const known = this.#sums.get(value);
    if (known) return known;
    const width = this.#columns + 1;
    const sums = new Int32Array(width * (this.#rows + 1));
    for (let row = 0; row < this.#rows; row++) {
      let inRow = 0;
      for (let column = 0; column < this.#columns; column++) {
        if (this.#cells[row * this.#columns + column] === value) inRow++;
        sums[(row + 1) * width + column + 1] = sums[row * width + column + 1] + inRow;
      }
    }
    this.#sums.set(value, sums);
    return sums;
  }
}
