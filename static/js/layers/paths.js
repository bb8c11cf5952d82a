/**
 * @typedef {import('../types.js').Position} Position
 * @typedef {import('./labels/boxes.js').Point} Point
 * @typedef {{points: Point[], start: string, end: string, forwards: string, backwards: string}} Projected  texts of a path:
 *   its first and last point, and the ways from the one to the other
 */

/** Paths brings lines into pixels, and keeps what it made of each. */
export class Paths {
  #project;
  /** @type {WeakMap<Position[], Projected>} */
  #kept = new WeakMap();

  /** @param {(position: Position) => Point} project */
  constructor(project) {
    this.#project = project;
  }

  /**
   * A ring in pixels, its first point again at the end.
   * @param {number[]} ring references
   * @param {Position[][]} arcs
   * @returns {Point[]}
   */
  ring(ring, arcs) {
    /** @type {Point[]} */
    const all = [];
    for (const reference of ring) {
      const { points } = this.#of(arcs[reference < 0 ? ~reference : reference]);
      const first = all.length ? 1 : 0;
      if (reference >= 0) for (let i = first; i < points.length; i++) all.push(points[i]);
      else for (let i = points.length - 1 - first; i >= 0; i--) all.push(points[i]);
    }
    return all;
  }

  /**
   * The path of a zone.
   * @param {import('../types.js').Zone} zone
   * @param {Position[][]} arcs
   */
  zone({ rings }, arcs) {
    return rings.map((ring) => this.#ringPath(ring, arcs)).join('');
  }

  /**
   * The path of a line.
   * @param {Position[]} line
   */
  line(line) {
    const { start, forwards } = this.#of(line);
    return `M${start}${forwards}`;
  }

  /**
   * @param {number[]} ring references
   * @param {Position[][]} arcs
   */
  #ringPath(ring, arcs) {
    let path = '';
    for (const reference of ring) {
      const { start, end, forwards, backwards } = this.#of(arcs[reference < 0 ? ~reference : reference]);
      if (!path) path = `M${reference < 0 ? end : start}`;
      path += reference < 0 ? backwards : forwards;
    }
    return path && `${path}Z`;
  }

  /** @param {Position[]} line @returns {Projected} */
  #of(line) {
    let made = this.#kept.get(line);
    if (!made) this.#kept.set(line, made = this.#make(line));
    return made;
  }

  /** @param {Position[]} line @returns {Projected} */
  #make(line) {
    const points = line.map((position) => this.#project(position));
    const texts = points.map(({ x, y }) => `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`);
    /** @param {string[]} way */
    const along = (way) => way.map((text) => `L${text}`).join('');
    return {
      points, start: texts[0], end: texts[texts.length - 1],
      forwards: along(texts.slice(1)), backwards: along(texts.slice(0, -1).reverse()),
    };
  }
}
